import type { WorkerView } from '@z2q/contracts';
import type { Reader, Writer } from '../store.ts';

export type WorkerRow = {
  id: string;
  service: string;
  host: string;
  since: string;
  jobs_in_hand: number;
  seen_at: number;
};

export async function reportWorker(tx: Writer, worker: WorkerView, nowMs: number): Promise<void> {
  const row = { jobs_in_hand: worker.jobsInHand, seen_at: nowMs };
  await tx
    .insertInto('workers')
    .values({ ...row, id: worker.id, service: worker.service, host: worker.host, since: worker.since })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute();
}

/** Removes a worker, and all workers that were not seen since `deadBeforeMs`. */
export async function removeWorker(tx: Writer, id: string, deadBeforeMs: number): Promise<void> {
  await tx
    .deleteFrom('workers')
    .where((eb) => eb.or([eb('id', '=', id), eb('seen_at', '<', deadBeforeMs)]))
    .execute();
}

export async function listWorkers(db: Reader, seenSinceMs: number): Promise<readonly WorkerView[]> {
  const rows = await db
    .selectFrom('workers')
    .selectAll()
    .where('seen_at', '>=', seenSinceMs)
    .orderBy('service')
    .orderBy('since')
    .execute();
  return rows.map((row) => ({
    service: row.service,
    id: row.id,
    host: row.host,
    since: row.since,
    jobsInHand: row.jobs_in_hand,
  }));
}
