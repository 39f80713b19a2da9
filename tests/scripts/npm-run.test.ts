import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { freePort, tempDir, waitFor } from '@z2q/test-kit';
import { expect, test } from 'vitest';
import { hasLongTests } from '../kit/long-tests.ts';

const ROOT = join(import.meta.dirname, '../..');
/** Variables that npm sets for these tests and that no user has. */
const OF_NPM = /^npm_/i;

function npm(args: readonly string[], env: Readonly<Record<string, string>> = {}, cwd = ROOT) {
  const kept = Object.entries(process.env).filter(([name]) => !OF_NPM.test(name));
  return spawn('npm', args, {
    cwd,
    env: { ...Object.fromEntries(kept), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function toEnd(child: ReturnType<typeof npm>) {
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit'),
  ]);
  return { code, stdout, stderr };
}

test('what a command prints is all there is on stdout, and SIGTERM to npm ends it with 0', async () => {
  const child = npm(['run', 'z2q', '--', 'sandbox', 'qtest', '--json']);

  const [line] = await once(child.stdout, 'data');
  child.kill('SIGTERM');
  const [code] = await once(child, 'exit');

  expect(JSON.parse(String(line))).toMatchObject({ service: 'qtest' });
  expect(code).toBe(0);
});

test('a failing command says why on stderr alone, and its exit code comes back', async () => {
  const env = { CONTROL_URL: `http://127.0.0.1:${await freePort()}` };

  const { code, stdout, stderr } = await toEnd(npm(['run', 'z2q', '--', 'status', '--json'], env));

  expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
  expect(stderr).toContain('Start it with "npm run z2q -- up"');
});

test('where the -- is forgotten, it says which option npm has kept, and what to type', async () => {
  const { code, stderr } = await toEnd(npm(['run', 'z2q', 'migrate', '--project', 'WEB']));

  expect(code).toBe(2);
  expect(stderr).toContain('npm run z2q -- migrate --project <KEY>');
});

test('a mistyped script is named, with the one that was meant', async () => {
  const { code, stderr } = await toEnd(npm(['run', 'z2g']));

  expect(code).toBe(1);
  expect(stderr).toContain('Missing script: "z2g"');
  expect(stderr).toContain('npm run z2q');
});

test('npm install is refused before it touches anything, with what to type', async () => {
  await using checkout = await tempDir();
  for (const file of ['package.json', '.npmrc']) copyFileSync(join(ROOT, file), checkout.join(file));
  const env = { npm_config_registry: `http://127.0.0.1:${await freePort()}` };

  const { code, stderr } = await toEnd(npm(['install'], env, checkout.path));

  expect(code).toBe(1);
  expect(stderr).toContain('type "npm run bootstrap"');
  expect(readdirSync(checkout.path)).toEqual(['.npmrc', 'package.json']);
});

test('npm start is z2q up, and names the variables that it needs', async () => {
  const { code, stderr } = await toEnd(npm(['start'], { QTEST_BASE_URL: 'nowhere' }));

  expect(code).toBe(78);
  expect(stderr).toContain('QTEST_BASE_URL');
  expect(stderr).toContain('"npm run z2q -- help environment" lists the variables.');
});

test.runIf(hasLongTests)('SIGINT to npm stops all that up has started, and ends it with 0', async () => {
  await using dir = await tempDir();
  const port = await freePort();
  const child = npm(['run', 'z2q', '--', 'up', '--json'], {
    DATA_DIR: dir.join('data'),
    CONTROL_PORT: String(port),
    ZEPHYR_TOKEN: 'zephyr-token',
    QTEST_BASE_URL: 'http://127.0.0.1:9',
    QTEST_TOKEN: 'qtest-token',
  });
  await once(child.stdout, 'data');

  child.kill('SIGINT');
  const [code] = await once(child, 'exit');
  const isGone = (): Promise<boolean> =>
    fetch(`http://127.0.0.1:${port}/healthz`).then(
      () => false,
      () => true,
    );

  expect(code).toBe(0);
  await waitFor(isGone, { what: 'the control API to be gone' });
});
