import type { MigrationId, RunId } from '@z2q/contracts';
import { sql } from 'kysely';
import type { Database } from '../database.ts';
import type { Reader, Writer } from '../store.ts';
import { findUnfinishedRun } from '../tables/runs.ts';
import { countOnTarget, hasAny, type OnTarget } from './count-on-target.ts';
import { RunInProgressError } from './start-run.ts';

/** The column that ties each table's rows to a migration, tables that others refer to last; null: the table is kept. */
const TABLES: Readonly<Record<keyof Database, 'run_id' | 'migration_id' | 'id' | null>> = {
  entity_batch_state: 'run_id',
  run_stages: 'run_id',
  run_records: 'run_id',
  run_counts: 'run_id',
  record_failures: 'run_id',
  run_checks: 'run_id',
  target_sightings: 'run_id',
  request_counts: 'run_id',
  run_measures: 'run_id',
  zephyr_projects: 'migration_id',
  zephyr_references: 'migration_id',
  zephyr_folders: 'migration_id',
  zephyr_test_cases: 'migration_id',
  zephyr_test_cycles: 'migration_id',
  zephyr_test_plans: 'migration_id',
  zephyr_test_executions: 'migration_id',
  zephyr_attachments: 'migration_id',
  zephyr_field_profiles: 'migration_id',
  qtest_modules: 'migration_id',
  qtest_test_cases: 'migration_id',
  qtest_test_cycles: 'migration_id',
  qtest_releases: 'migration_id',
  qtest_executions: 'migration_id',
  qtest_execution_mappings: 'migration_id',
  qtest_attachments: 'migration_id',
  qtest_projects: 'migration_id',
  qtest_test_runs: 'migration_id',
  qtest_test_steps: 'migration_id',
  qtest_step_logs: 'migration_id',
  qtest_fields: 'migration_id',
  qtest_layouts: 'migration_id',
  qtest_surveys: 'migration_id',
  qtest_additions: 'migration_id',
  zephyr_to_qtest_id_map: 'migration_id',
  qtest_adoptable: 'migration_id',
  qtest_doubles: 'migration_id',
  loss_ledger: 'migration_id',
  ledger_counts: 'migration_id',
  ledger_records: 'migration_id',
  ledger_sums: 'migration_id',
  wave_items: 'migration_id',
  runs: 'migration_id',
  migration_state: 'id',
  waves: null,
  workers: null,
  audit: null,
  store_state: null,
};

/**
 * Begins to forget a migration that has nothing on the target. From then on the migration is not found any more.
 * @returns what the migration has on the target; it is then not forgotten.
 * @throws {RunInProgressError} while a run of the migration is not over.
 */
export async function beginForgetting(tx: Writer, id: MigrationId): Promise<OnTarget | undefined> {
  const unfinished = await findUnfinishedRun(tx, id);
  if (unfinished) throw new RunInProgressError(unfinished.id);
  const found = await countOnTarget(tx, id);
  if (hasAny(found)) return found;
  await tx.updateTable('migration_state').set({ is_forgotten: 1 }).where('id', '=', id).execute();
  return undefined;
}

/** Migrations that are being forgotten: a process that ended may have left the rest of the work to another. */
export async function listForgotten(db: Reader): Promise<readonly MigrationId[]> {
  const rows = await db.selectFrom('migration_state').select('id').where('is_forgotten', '=', 1).execute();
  return rows.map((row) => row.id as MigrationId);
}

export async function listRunIds(db: Reader, id: MigrationId): Promise<readonly RunId[]> {
  const rows = await db.selectFrom('runs').select('id').where('migration_id', '=', id).execute();
  return rows.map((row) => row.id as RunId);
}

/** Reads a page of a migration's cached files and returns those that no other migration has. `next`: cursor of the next page. */
export async function pageOwnFiles(
  db: Reader,
  id: MigrationId,
  after: string,
  limit: number,
): Promise<{ readonly hashes: readonly string[]; readonly next: string | null }> {
  const rows = await db
    .selectFrom('zephyr_attachments as own')
    .select((eb) => [
      'own.source_id',
      'own.sha256',
      eb
        .exists(
          eb
            .selectFrom('zephyr_attachments as other')
            .select('other.source_id')
            .whereRef('other.sha256', '=', 'own.sha256')
            .where('other.migration_id', '<>', id),
        )
        .as('is_shared'),
    ])
    .where('own.migration_id', '=', id)
    .where('own.source_id', '>', after)
    .orderBy('own.source_id')
    .limit(limit)
    .execute();
  return {
    hashes: rows.flatMap(({ sha256, is_shared }) => (sha256 === null || is_shared ? [] : [sha256])),
    next: rows.length < limit ? null : (rows.at(-1)?.source_id ?? null),
  };
}

/** Deletes at most `limit` rows of a migration that is being forgotten. @returns whether there may be more. */
export async function forgetSome(tx: Writer, id: MigrationId, limit: number): Promise<boolean> {
  for (const [table, column] of Object.entries(TABLES)) {
    if (column === null) continue;
    const name = sql.table(table);
    const isOfMigration =
      column === 'run_id'
        ? sql`run_id in (select id from runs where migration_id = ${id})`
        : sql`${sql.ref(column)} = ${id}`;
    const { numAffectedRows = 0n } =
      await sql`delete from ${name} where rowid in (select rowid from ${name} where ${isOfMigration} limit ${limit})`.execute(
        tx,
      );
    if (numAffectedRows > 0n) return true;
  }
  return false;
}
