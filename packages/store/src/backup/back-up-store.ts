import { once } from 'node:events';
import { open, rm, stat } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import { databaseFile } from '../store.ts';
import { StoreError } from '../store-error.ts';

/**
 * Copies the database, as it is at one moment, into a new file that only its owner may read. Processes may go on
 * writing. SQLite's own backup is no use here: it starts anew whenever another process writes.
 * @returns the size of the copy in bytes.
 */
export async function backUpStore(dataDir: string, to: string): Promise<number> {
  const file = await open(to, 'wx', 0o600);
  try {
    await copy(databaseFile(dataDir), to);
    await file.sync();
    return (await stat(to)).size;
  } catch (error) {
    await rm(to, { force: true });
    throw error;
  } finally {
    await file.close();
  }
}

async function copy(from: string, to: string): Promise<void> {
  const thread = new Worker(new URL('./copy-database.ts', import.meta.url), { workerData: { from, to } });
  try {
    await once(thread, 'message');
  } catch (error) {
    const isFull = error instanceof Error && 'code' in error && error.code === 'SQLITE_FULL';
    throw isFull ? new StoreError('full', { cause: error }) : error;
  } finally {
    await thread.terminate();
  }
}
