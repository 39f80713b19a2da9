import { randomUUID } from 'node:crypto';
import { open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Store } from './store.ts';
import { syncDirectory } from './sync-directory.ts';
import { lookFirst } from './tables/look-first.ts';
import { countOpened, saveOpened } from './tables/store-state.ts';

/**
 * Counts an opening of the store in the database, then in a file beside it. When the database has counted fewer
 * openings than the file, an older database was put in place of a newer one. Its migrations then look for each record
 * on the target before creating it.
 */
export async function noteOpening(store: Store, dataDir: string, nowMs: number): Promise<void> {
  const seen = await readSeen(dataDir);
  const opened = await store.write(async (tx) => {
    const known = await countOpened(tx);
    if (known < seen) await lookFirst(tx, nowMs);
    const next = Math.max(known, seen) + 1;
    await saveOpened(tx, next);
    return next;
  });
  await saveSeen(dataDir, opened);
}

const fileOf = (dataDir: string): string => join(dataDir, 'z2q.opened');

async function readSeen(dataDir: string): Promise<number> {
  const text = await readFile(fileOf(dataDir), 'utf8').catch(() => '0');
  const seen = Number(text);
  return Number.isSafeInteger(seen) ? seen : 0;
}

/** Several processes may write the file at once. Each number that can end up in it was committed to the database before. */
async function saveSeen(dataDir: string, opened: number): Promise<void> {
  const path = fileOf(dataDir);
  const next = `${path}.${randomUUID()}`;
  const file = await open(next, 'w', 0o600);
  await file.writeFile(`${opened}\n`);
  await file.sync();
  await file.close();
  await rename(next, path);
  await syncDirectory(dataDir);
}
