import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rootDir } from './root-dir.mjs';
import { lastLines, runQuietly } from './run-quietly.mjs';

const PNPM = 'pnpm@12';
const stampFile = join(rootDir, 'node_modules', '.z2q-installed');

/** Installs the packages of the lockfile, unless the last install was of this very lockfile. */
export function ensurePackages(say) {
  const wanted = lockfileHash();
  if (installedHash() === wanted) return true;
  say('Installing packages (pnpm, about 15 s the first time) …');
  const install = runQuietly('npx', ['--yes', PNPM, 'install', '--frozen-lockfile'], {
    cwd: rootDir,
    // CI: never ask, whatever state node_modules is in. A silent npm would have npx say nothing of what fails.
    // By itself npx tries for 70 s, without a word, to reach a registry that is not there.
    env: { npm_config_fetch_retries: '1', ...process.env, CI: 'true', npm_config_loglevel: 'error' },
    shell: process.platform === 'win32',
  });
  if (!install.ok) {
    say(
      `${lastLines(install.output)}\nInstalling packages failed (npx ${PNPM} install). Is the npm registry reachable? ` +
        'Another one, or a proxy: npm config set registry URL, npm config set https-proxy URL, in another folder. Then type the same again.',
    );
    return false;
  }
  writeFileSync(stampFile, wanted);
  return true;
}

function lockfileHash() {
  return createHash('sha256')
    .update(readFileSync(join(rootDir, 'pnpm-lock.yaml')))
    .digest('hex');
}

function installedHash() {
  return existsSync(stampFile) ? readFileSync(stampFile, 'utf8') : undefined;
}
