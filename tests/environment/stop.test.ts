import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { freePort, type ServiceName, tempDir, waitFor } from '@z2q/test-kit';
import { expect, test } from 'vitest';
import { hasLongTests } from '../kit/long-tests.ts';

const ALL: readonly ServiceName[] = ['control-api', 'extractor', 'transformer', 'loader', 'validator'];
/** All workers start and stop in the same way. */
const SERVICES = ALL.filter((service) => hasLongTests || ['control-api', 'loader'].includes(service));
/** Less than a service has before it is killed. */
const AT_ONCE_MS = 7_000;

/** Makes the process send itself SIGTERM while it loads its own modules. */
const SIGNAL_WHILE_LOADING = `data:text/javascript,${encodeURIComponent(`
  import { registerHooks } from 'node:module';
  registerHooks({
    load(url, context, next) {
      if (url.endsWith('/store/src/index.ts')) process.kill(process.pid, 'SIGTERM');
      return next(url, context);
    },
  });
`)}`;

test.for(SERVICES)('a signal while the %s is starting ends it with 0', async (service) => {
  await using dir = await tempDir();
  using running = await start(service, dir.join('data'), ['--import', SIGNAL_WHILE_LOADING]);

  const [code, signal] = await once(running.child, 'exit');

  expect({ code, signal }).toEqual({ code: 0, signal: null });
});

test.for(SERVICES)('an idle %s whose Redis cannot be reached stops at once', async (service) => {
  await using dir = await tempDir();
  using running = await start(service, dir.join('data'));
  const { child, output } = running;
  await waitFor(() => /"ready"|listening at/.test(output()), {
    what: `the ${service} to be ready`,
    timeoutMs: 60_000,
  });

  const askedAt = performance.now();
  child.kill('SIGTERM');
  const [code] = await once(child, 'exit');

  expect(code, output()).toBe(0);
  expect(performance.now() - askedAt).toBeLessThan(AT_ONCE_MS);
});

/** Starts a service whose Redis cannot be reached. */
async function start(
  service: ServiceName,
  dataDir: string,
  nodeArgs: readonly string[] = [],
): Promise<Disposable & { readonly child: ChildProcess; readonly output: () => string }> {
  const main = fileURLToPath(new URL(`../../services/${service}/src/main.ts`, import.meta.url));
  const child = spawn(process.execPath, [...nodeArgs, main], {
    env: {
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? '',
      DATA_DIR: dataDir,
      REDIS_URL: `redis://127.0.0.1:${await freePort()}`,
      CONTROL_PORT: '0',
      ZEPHYR_TOKEN: 'zephyr-token',
      QTEST_BASE_URL: 'http://127.0.0.1:9',
      QTEST_TOKEN: 'qtest-token',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (output += String(part)));
  return { child, output: () => output, [Symbol.dispose]: () => void child.kill('SIGKILL') };
}
