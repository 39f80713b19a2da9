import { spawnSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, tempDir } from '@z2q/test-kit';
import { expect, test } from 'vitest';

const Z2Q = join(import.meta.dirname, '../../z2q');

test('in another folder and by a link it runs all the same, and advises to type what was typed', async () => {
  await using dir = await tempDir();
  const link = dir.join('migrate-tests');
  symlinkSync(Z2Q, link);
  const env = { ...process.env, CONTROL_URL: `http://127.0.0.1:${await freePort()}` };

  const { status, stdout, stderr } = spawnSync(link, ['status', '--json'], {
    cwd: dir.path,
    env,
    encoding: 'utf8',
  });

  expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
  expect(stderr).toContain(`Start it with "${link} up"`);
});

test('help names the command as it was typed', () => {
  const { stdout } = spawnSync(Z2Q, ['help', 'mapping', 'init'], { encoding: 'utf8' });

  expect(stdout).toContain(`Usage: ${Z2Q} mapping init`);
});
