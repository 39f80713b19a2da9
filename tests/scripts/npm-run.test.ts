import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { freePort, tempDir, waitFor } from '@z2q/test-kit';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
/** Set by an npm that runs these tests, and by nobody who types a command. */
const OF_NPM = /^npm_/i;

function npmRun(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const kept = Object.entries(process.env).filter(([name]) => !OF_NPM.test(name));
  return spawn('npm', ['run', ...args], {
    cwd: ROOT,
    env: { ...Object.fromEntries(kept), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

test('what a command prints is all there is on stdout, so that its JSON can be parsed', async () => {
  const child = npmRun(['z2q', '--', 'sandbox', 'qtest', '--json']);

  const [line] = await once(child.stdout, 'data');
  child.kill('SIGTERM');
  await once(child, 'exit');

  expect(JSON.parse(String(line))).toMatchObject({ service: 'qtest' });
});

test('a failing command says why, and its exit code comes back', async () => {
  const child = npmRun(['z2q', '--', 'status'], { CONTROL_URL: `http://127.0.0.1:${await freePort()}` });

  const [stderr, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);

  expect(code).toBe(3);
  expect(stderr).toContain('Start it with "npm run z2q -- up"');
});

test('where the -- is forgotten, it says which option npm has kept, and what to type', async () => {
  const child = npmRun(['z2q', 'migrate', '--project', 'WEB']);

  const [stderr, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);

  expect(code).toBe(2);
  expect(stderr).toContain('npm run z2q -- migrate --project <KEY>');
});

test.for(['SIGTERM', 'SIGINT'] as const)(
  '%s to npm stops all that up has started, and ends it with 0',
  async (signal) => {
    await using dir = await tempDir();
    const port = await freePort();
    const child = npmRun(['z2q', '--', 'up', '--json'], {
      DATA_DIR: dir.join('data'),
      CONTROL_PORT: String(port),
      ZEPHYR_TOKEN: 'zephyr-token',
      QTEST_BASE_URL: 'http://127.0.0.1:9',
      QTEST_TOKEN: 'qtest-token',
    });
    await once(child.stdout, 'data');

    child.kill(signal);
    const [code] = await once(child, 'exit');

    expect(code).toBe(0);
    await waitFor(
      () =>
        fetch(`http://127.0.0.1:${port}/healthz`).then(
          () => false,
          () => true,
        ),
      {
        what: 'the control API to be gone',
      },
    );
  },
);
