import { spawnSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { freePort, tempDir } from '@z2q/test-kit';
import { beforeAll, expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');

type Outcome = { readonly status: number | null; readonly stdout: string; readonly stderr: string };

function runScript(
  script: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  checkout = ROOT,
): Outcome {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(checkout, 'scripts', script), ...args],
    {
      encoding: 'utf8',
      env: { ...process.env, ...env },
    },
  );
  return { status, stdout, stderr };
}

beforeAll(() => {
  runScript('bootstrap.mjs', []);
});

test('a second bootstrap has nothing to do and says only that all is ready', () => {
  const again = runScript('bootstrap.mjs', []);

  expect(again).toMatchObject({ status: 0, stdout: 'Ready.\n' });
});

test('where redis-server is missing and cannot be installed, the bootstrap says how to get it and goes on', () => {
  const onlyNode = dirname(process.execPath);

  const { status, stdout } = runScript('bootstrap.mjs', [], { PATH: onlyNode, REDIS_URL: '' });

  expect(status).toBe(0);
  expect(stdout).toContain('apt-get install redis-server');
  expect(stdout).toContain('REDIS_URL');
});

test('where the packages cannot be had, it says why, and what to type', async () => {
  await using checkout = await tempDir();
  for (const part of ['scripts', 'package.json', 'pnpm-lock.yaml', '.npmrc']) {
    cpSync(join(ROOT, part), checkout.join(part), { recursive: true });
  }
  const nowhere = `http://127.0.0.1:${await freePort()}`;
  const env = {
    npm_config_registry: nowhere,
    npm_config_fetch_retries: '0',
    npm_config_cache: checkout.join('cache'),
  };

  const { status, stdout, stderr } = runScript('run.mjs', ['z2q', 'status', '--json'], env, checkout.path);

  expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
  expect(stderr).toContain(`request to ${nowhere}/pnpm failed`);
  expect(stderr).toContain('npm config set registry');
  expect(stderr).not.toMatch(/^ +npm \S+ +at /m);
});

test('with REDIS_URL set no redis-server is asked for', () => {
  const onlyNode = dirname(process.execPath);

  const { stdout } = runScript('bootstrap.mjs', [], { PATH: onlyNode, REDIS_URL: 'redis://elsewhere' });

  expect(stdout).toBe('Ready.\n');
});

test('a program gets its arguments, and its exit code comes back', () => {
  const refused = runScript('run.mjs', ['test', 'no-such-test-file']);
  const misused = runScript('run.mjs', ['z2q', 'migrat']);

  expect(refused.stdout + refused.stderr).toContain('no-such-test-file');
  expect([refused.status, misused.status]).toEqual([1, 2]);
});

test('what a program prints is all there is on stdout', () => {
  const { status, stdout } = runScript('run.mjs', ['z2q', '--version']);

  expect({ status, stdout }).toEqual({ status: 0, stdout: '0.1.0\n' });
});

test('an unknown command is refused with the known ones', () => {
  const { status, stderr } = runScript('run.mjs', ['fly']);

  expect(status).toBe(2);
  expect(stderr).toContain('demo|z2q|test|bench');
});
