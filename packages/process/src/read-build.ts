import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import manifest from '../package.json' with { type: 'json' };

/** Version of z2q. `commit` is null if neither an image nor a checkout tells it. */
export type Build = { readonly version: string; readonly commit: string | null };

const ROOT = resolve(import.meta.dirname, '../../..');
const COMMIT = /^[0-9a-f]{7,64}$/;

let build: Build | undefined;

/** Read once for each process: from the file `COMMIT` in an image, otherwise from the checkout. */
export function readBuild(): Build {
  build ??= { version: manifest.version, commit: toCommit(readCommitFile() ?? askGit()) };
  return build;
}

const toCommit = (text: string | undefined): string | null =>
  text !== undefined && COMMIT.test(text.trim()) ? text.trim() : null;

function readCommitFile(): string | undefined {
  try {
    return readFileSync(resolve(ROOT, 'COMMIT'), 'utf8');
  } catch {
    return undefined;
  }
}

/** Asks only a repository that begins in this directory: z2q may lie inside a checkout of something else. */
function askGit(): string | undefined {
  try {
    const stdio: ['ignore', 'pipe', 'ignore'] = ['ignore', 'pipe', 'ignore'];
    const answer = execFileSync('git', ['rev-parse', '--show-toplevel', 'HEAD'], {
      cwd: ROOT,
      encoding: 'utf8',
      stdio,
      timeout: 2_000,
    });
    const [top = '', commit] = answer.split('\n');
    return resolve(top) === ROOT ? commit : undefined;
  } catch {
    return undefined;
  }
}
