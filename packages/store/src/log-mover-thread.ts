import { setInterval } from 'node:timers/promises';
import { workerData } from 'node:worker_threads';
import BetterSqlite from 'better-sqlite3';
import type { LogMove } from './log-mover.ts';

const { path, everyMs }: LogMove = workerData;
const database = new BetterSqlite(path, { fileMustExist: true, timeout: 0 });
for await (const _ of setInterval(everyMs)) moveLog();

/**
 * A passive checkpoint waits for nobody and blocks nobody. What cannot be moved now is moved the next time, or by a
 * process that writes.
 */
function moveLog(): void {
  try {
    database.pragma('wal_checkpoint(PASSIVE)');
  } catch {
    // A full or failing disk is reported by the commits.
  }
}
