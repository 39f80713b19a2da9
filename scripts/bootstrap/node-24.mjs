import { join } from 'node:path';
import { rootDir } from './root-dir.mjs';
import { runQuietly } from './run-quietly.mjs';

const OLDEST_MAJOR = 24;
const binary = process.platform === 'win32' ? 'node.exe' : 'node';

/** The checkout's own Node, whichever one is on the PATH. */
export const node24 = join(rootDir, 'node_modules', 'node', 'bin', binary);

/** True when the checkout's Node runs and is new enough. */
export function checkNode(say) {
  const { ok, stdout } = runQuietly(node24, ['--version']);
  const major = Number(/^v(\d+)\./.exec(stdout)?.[1]);
  if (ok && major >= OLDEST_MAJOR) return true;
  say(
    `The checkout's Node (${node24}) ${ok ? `is ${stdout.trim()}, but ${OLDEST_MAJOR} is needed` : 'does not run'}. ` +
      'Remove node_modules and try again.',
  );
  return false;
}
