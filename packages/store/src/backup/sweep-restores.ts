import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Prefix of the directories in which `restoreStore` prepares a backup. */
export const PREPARING = '.restore-';

/** A directory that nobody has written to for this long is left over from a process that was ended. */
const ABANDONED_AFTER_MS = 15 * 60_000;

/** Deletes directories that interrupted restores left in the data directory. */
export async function sweepRestores(dataDir: string, nowMs: number): Promise<void> {
  for (const name of await readdir(dataDir).catch(() => [])) {
    if (!name.startsWith(PREPARING)) continue;
    const place = join(dataDir, name);
    if ((await lastWritten(place)) < nowMs - ABANDONED_AFTER_MS)
      await rm(place, { recursive: true, force: true });
  }
}

/** When the directory or any file in it was last written. A file that disappears meanwhile means that the directory is in use. */
async function lastWritten(place: string): Promise<number> {
  const names = await readdir(place).catch(() => []);
  const times = await Promise.all(
    ['.', ...names].map(async (name) => (await stat(join(place, name)).catch(() => null))?.mtimeMs),
  );
  return Math.max(...times.map((time) => time ?? Number.POSITIVE_INFINITY));
}
