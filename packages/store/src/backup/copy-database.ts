import { parentPort, workerData } from 'node:worker_threads';
import BetterSqlite from 'better-sqlite3';

/** Runs in a thread of its own: copying a large database takes long, and the process must answer other requests. */
const { from, to } = workerData as { readonly from: string; readonly to: string };
const database = new BetterSqlite(from, { readonly: true, timeout: 5_000 });
try {
  database.prepare('vacuum into ?').run(to);
} finally {
  database.close();
}
parentPort?.postMessage('copied');
