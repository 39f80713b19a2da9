import { Worker } from 'node:worker_threads';
import { databaseFile } from './store.ts';

/** What the thread is told when it starts. */
export type LogMove = { readonly path: string; readonly everyMs: number };

const EVERY_MS = 500;

/**
 * Moves what was committed from the write-ahead log into the database file, in a thread of its own. Otherwise whoever
 * commits does it, with an event loop that stands still meanwhile. One process that does it is enough for all.
 */
export function openLogMover(dataDir: string): AsyncDisposable {
  const move: LogMove = { path: databaseFile(dataDir), everyMs: EVERY_MS };
  const thread = new Worker(new URL('./log-mover-thread.ts', import.meta.url), { workerData: move });
  // The log grows until those who write move it: slower, and as sure.
  thread.on('error', () => undefined);
  thread.unref();
  return {
    [Symbol.asyncDispose]: async () => {
      await thread.terminate();
    },
  };
}
