import { Worker } from 'node:worker_threads';
import { databaseFile } from './store.ts';

/** `workerData` of the thread. */
export type LogMove = { readonly path: string; readonly everyMs: number };

const EVERY_MS = 500;

/**
 * Moves committed pages from the write-ahead log into the database file, in a thread of its own. Otherwise a commit has
 * to do it, which blocks the event loop of its process. One process that runs this is enough for all.
 */
export function openLogMover(dataDir: string): AsyncDisposable {
  const move: LogMove = { path: databaseFile(dataDir), everyMs: EVERY_MS };
  const thread = new Worker(new URL('./log-mover-thread.ts', import.meta.url), { workerData: move });
  // When the thread fails, commits move the log themselves: slower, and just as safe.
  thread.on('error', () => undefined);
  thread.unref();
  return {
    [Symbol.asyncDispose]: async () => {
      await thread.terminate();
    },
  };
}
