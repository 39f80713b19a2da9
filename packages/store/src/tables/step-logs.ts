import { byIds, byRows, replacing } from '../in-chunks.ts';
import type { InMigration } from '../in-run.ts';
import type { Reader, Writer } from '../store.ts';

export type StepLogsRow = { migration_id: string; log_id: number; step_log_ids: string };

/** Ids of the step logs of a test log, in order; null: the target sent none. */
export type StepLogs = { readonly logId: number; readonly stepLogIds: readonly (number | null)[] };

/** Stores the step log ids from the listing of a run's logs, the only request that returns them. */
export async function saveStepLogs(tx: InMigration<Writer>, logs: readonly StepLogs[]): Promise<void> {
  const rows = logs.map(({ logId, stepLogIds }) => ({
    migration_id: tx.migrationId,
    log_id: logId,
    step_log_ids: JSON.stringify(stepLogIds),
  }));
  await byRows(rows, (some) =>
    tx
      .insertInto('qtest_step_logs')
      .values(some)
      .onConflict((conflict) =>
        conflict.columns(['migration_id', 'log_id']).doUpdateSet(replacing('step_log_ids')),
      )
      .execute(),
  );
}

export async function getStepLogs(
  db: InMigration<Reader>,
  logIds: readonly number[],
): Promise<ReadonlyMap<number, readonly (number | null)[]>> {
  const rows = await byIds(logIds, (some) =>
    db
      .selectFrom('qtest_step_logs')
      .selectAll()
      .where('migration_id', '=', db.migrationId)
      .where('log_id', 'in', some)
      .execute(),
  );
  return new Map(rows.map((row) => [row.log_id, JSON.parse(row.step_log_ids) as (number | null)[]]));
}
