import { setInterval } from 'node:timers/promises';
import { workerData } from 'node:worker_threads';
import BetterSqlite from 'better-sqlite3';
import type { LogMove } from './log-mover.ts';

const { path, everyMs }: LogMove = workerData;
const database = new BetterSqlite(path, { fileMustExist: true, timeout: 0 });
for await (const _ of setInterval(everyMs)) moveLog();

/** Waits for nobody, and nobody waits for it: what cannot be moved now is moved the next time, or by those who write. */
function moveLog(): void {
  try {
    database.pragma('wal_checkpoint(PASSIVE)');
  } catch {
    // A disk that is full or fails is told of by the commits.
  }
}
