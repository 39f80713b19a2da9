import type { Dirent } from 'node:fs';
import { chmod, mkdir, opendir, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from './logger.ts';

const OWNER_ONLY_DIR = 0o700;
const OWNER_ONLY_FILE = 0o600;
const OTHERS = 0o077;

const OURS = /^(z2q\..*|control-token|attachments|reports|logs|redis)$/;
/** Entries that do not make a directory shared: hidden files, and what some file systems have at their root. */
const HARMLESS = /^\.|^lost\+found$/;

/**
 * Creates the data directory and removes all access to its content for other users, since it holds company data. A
 * directory that contains other things keeps its own mode. Logs what was accessible.
 */
export async function closeToOthers(dataDir: string, log: Pick<Logger, 'info' | 'warn'>): Promise<void> {
  await mkdir(dataDir, { recursive: true, mode: OWNER_ONLY_DIR });
  const entries = await readdir(dataDir, { withFileTypes: true });
  const isOursAlone = entries.every(({ name }) => OURS.test(name) || HARMLESS.test(name));
  const ours = entries.filter(({ name }) => OURS.test(name)).map(({ name }) => join(dataDir, name));
  const closed: string[] = [];
  for (const path of isOursAlone ? [dataDir, ...ours] : ours) {
    const result = await close(path).catch((error: unknown) => toFate(error));
    if (result === 'closed') closed.push(path);
    if (result === 'kept')
      log.warn({ path }, 'other users of this machine can read this, and their access cannot be removed');
    if (result === 'closed' && path !== dataDir) await closeInside(path);
  }
  if (closed.length > 0)
    log.info({ paths: closed }, 'removed the access of other users, who could read these');
}

type Fate = 'closed' | 'was closed' | 'gone' | 'kept';

async function close(path: string): Promise<Fate> {
  const found = await stat(path);
  if ((found.mode & OTHERS) === 0) return 'was closed';
  await chmod(path, found.isDirectory() ? OWNER_ONLY_DIR : OWNER_ONLY_FILE);
  return 'closed';
}

/** A file may disappear meanwhile. A file of another user, or on a file system without modes, stays as it is. */
function toFate(error: unknown): Fate {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return 'gone';
  if (code === 'EPERM' || code === 'EROFS' || code === 'ENOTSUP') return 'kept';
  throw error;
}

/** Nobody else can reach the content of a closed directory; its modes are set as well, in case it is copied elsewhere. */
async function closeInside(path: string): Promise<void> {
  if (!(await stat(path)).isDirectory()) return;
  for await (const entry of await opendir(path, { recursive: true })) {
    if (isPlain(entry)) await close(join(entry.parentPath, entry.name)).catch(toFate);
  }
}

const isPlain = (entry: Dirent): boolean => entry.isFile() || entry.isDirectory();
