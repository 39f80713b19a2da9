import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** How the directories begin in which backups are made ready to take the place of the database. */
export const PREPARING = '.restore-';

/** One that has not been written to for so long is nobody's any more: its process was ended. */
const ABANDONED_AFTER_MS = 15 * 60_000;

/** Takes away copies of the database that ended restores have left in its directory. */
export async function sweepRestores(dataDir: string, nowMs: number): Promise<void> {
  for (const name of await readdir(dataDir).catch(() => [])) {
    if (!name.startsWith(PREPARING)) continue;
    const place = join(dataDir, name);
    if ((await lastWritten(place)) < nowMs - ABANDONED_AFTER_MS)
      await rm(place, { recursive: true, force: true });
  }
}

/** Of a directory and what is in it. What is gone by now was in use. */
async function lastWritten(place: string): Promise<number> {
  const names = await readdir(place).catch(() => []);
  const times = await Promise.all(
    ['.', ...names].map(async (name) => (await stat(join(place, name)).catch(() => null))?.mtimeMs),
  );
  return Math.max(...times.map((time) => time ?? Number.POSITIVE_INFINITY));
}
