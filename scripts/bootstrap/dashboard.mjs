import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { node24 } from './node-24.mjs';
import { rootDir } from './root-dir.mjs';
import { lastLines, runQuietly } from './run-quietly.mjs';

const folder = join(rootDir, 'packages', 'dashboard');
const stampFile = join(folder, 'dist', '.built-from');
const SOURCES = ['src', 'index.html', 'package.json', 'vite.config.ts'];

/** Builds the dashboard, unless the last build was of these very sources. Without it everything else works. */
export function ensureDashboard(say) {
  const wanted = sourcesHash();
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wanted) return;
  say('Building the dashboard (about 2 s) …');
  const vite = join(folder, 'node_modules', 'vite', 'bin', 'vite.js');
  const build = runQuietly(node24, [vite, 'build'], { cwd: folder });
  if (build.ok) writeFileSync(stampFile, wanted);
  else say(`${lastLines(build.output)}\nThe dashboard could not be built. Everything but its pages works.`);
}

function sourcesHash() {
  const files = [...SOURCES.flatMap(listFiles), join(rootDir, 'pnpm-lock.yaml')];
  const hash = createHash('sha256');
  for (const file of files) hash.update(`${file.slice(rootDir.length)}\n`).update(readFileSync(file));
  return hash.digest('hex');
}

function listFiles(name) {
  const path = join(folder, name);
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((each) => listFiles(join(name, each)));
}
