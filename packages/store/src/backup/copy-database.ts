import { parentPort, workerData } from 'node:worker_threads';
import BetterSqlite from 'better-sqlite3';

/** Run as a thread of its own: a large database takes its time, and the process has others to answer. */
const { from, to } = workerData as { readonly from: string; readonly to: string };
const database = new BetterSqlite(from, { readonly: true, timeout: 5_000 });
try {
  database.prepare('vacuum into ?').run(to);
} finally {
  database.close();
}
parentPort?.postMessage('copied');
