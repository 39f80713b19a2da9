import type { FailureCode, MigrationId, RunId } from '@z2q/contracts';
import { sql } from 'kysely';
import type { StagedExecutionRow, StagedRow } from '../database.ts';
import type { Reader, Writer } from '../store.ts';
import { planKey } from './plan-key.ts';

/** Source records as received: `raw` from the listing, `detail` (script or step results) from a call of its own. */
export type StagedType = 'test_case' | 'test_cycle' | 'test_plan' | 'test_execution';

export type StagedRecord = {
  readonly sourceId: string;
  readonly sourceKey: string;
  readonly folderId: string | null;
  readonly raw: unknown;
  readonly detail: unknown;
};

const UNREADABLE: FailureCode = 'source_record_unreadable';

type PlainTable = 'zephyr_test_cases' | 'zephyr_test_cycles' | 'zephyr_test_plans';
export const STAGED_TABLES = {
  test_case: 'zephyr_test_cases',
  test_cycle: 'zephyr_test_cycles',
  test_plan: 'zephyr_test_plans',
  test_execution: 'zephyr_test_executions',
} as const satisfies Record<StagedType, keyof import('../database.ts').Database>;

export type NewStaged = Omit<StagedRecord, 'detail'>;
export type NewStagedExecution = NewStaged & {
  readonly testCaseKey: string;
  readonly cycleId: string | null;
  readonly environmentId: string | null;
  readonly actualEnd: string | null;
};

export async function saveListed(
  tx: Writer,
  migrationId: MigrationId,
  runId: RunId,
  type: Exclude<StagedType, 'test_execution'>,
  records: readonly NewStaged[],
): Promise<void> {
  const table: PlainTable = STAGED_TABLES[type];
  for (const record of records) {
    const row = { ...toListedRow(record, runId), plan_key: planKey.ofListed(record) };
    await tx
      .insertInto(table)
      .values({ ...row, migration_id: migrationId, source_id: record.sourceId, detail: null })
      .onConflict((conflict) => conflict.columns(['migration_id', 'source_id']).doUpdateSet(row))
      .execute();
  }
}

export async function saveListedExecutions(
  tx: Writer,
  migrationId: MigrationId,
  runId: RunId,
  records: readonly NewStagedExecution[],
): Promise<void> {
  for (const record of records) {
    const row = {
      ...toListedRow(record, runId),
      test_case_key: record.testCaseKey,
      cycle_id: record.cycleId,
      environment_id: record.environmentId,
      actual_end: record.actualEnd,
      plan_key: planKey.ofExecution(record),
    };
    await tx
      .insertInto('zephyr_test_executions')
      .values({ ...row, migration_id: migrationId, source_id: record.sourceId, detail: null })
      .onConflict((conflict) => conflict.columns(['migration_id', 'source_id']).doUpdateSet(row))
      .execute();
  }
}

const toListedRow = (record: NewStaged, runId: RunId) => ({
  source_key: record.sourceKey,
  folder_id: record.folderId,
  raw: JSON.stringify(record.raw),
  seen_run_id: runId,
});

export async function saveDetail(
  tx: Writer,
  migrationId: MigrationId,
  type: StagedType,
  sourceId: string,
  detail: unknown,
): Promise<void> {
  await tx
    .updateTable(STAGED_TABLES[type])
    .set({ detail: JSON.stringify(detail) })
    .where('migration_id', '=', migrationId)
    .where('source_id', '=', sourceId)
    .execute();
}

/** In the order of `ids`; an id that is not staged is left out. */
export async function getStaged(
  db: Reader,
  migrationId: MigrationId,
  type: StagedType,
  ids: readonly string[],
): Promise<readonly StagedRecord[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom(STAGED_TABLES[type])
    .select(['source_id', 'source_key', 'folder_id', 'raw', 'detail'])
    .where('migration_id', '=', migrationId)
    .where('source_id', 'in', ids)
    .execute();
  const byId = new Map(rows.map((row) => [row.source_id, toStaged(row)]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

export type ExecutionLinks = {
  readonly sourceId: string;
  readonly testCaseKey: string;
  readonly cycleId: string | null;
};

/** The case and the cycle that each of the given executions is of. */
export async function getStagedExecutionLinks(
  db: Reader,
  migrationId: MigrationId,
  ids: readonly string[],
): Promise<readonly ExecutionLinks[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('zephyr_test_executions')
    .select(['source_id', 'test_case_key', 'cycle_id'])
    .where('migration_id', '=', migrationId)
    .where('source_id', 'in', ids)
    .execute();
  return rows.map((row) => ({
    sourceId: row.source_id,
    testCaseKey: row.test_case_key,
    cycleId: row.cycle_id,
  }));
}

/** Distinct records that the listings of a run named: those staged, and those that could not be read. */
export async function countListed(
  db: Reader,
  migrationId: MigrationId,
  type: StagedType,
  runId: RunId,
): Promise<number> {
  const table = STAGED_TABLES[type];
  const staged = await db
    .selectFrom(table)
    .select((eb) => eb.fn.countAll().as('count'))
    .where('migration_id', '=', migrationId)
    .where('seen_run_id', '=', runId)
    .executeTakeFirstOrThrow();
  const unreadable = await db
    .selectFrom('record_failures as failure')
    .select((eb) => eb.fn.countAll().as('count'))
    .where('failure.run_id', '=', runId)
    .where('failure.phase', '=', 'extract')
    .where('failure.entity_type', '=', type)
    .where('failure.code', '=', UNREADABLE)
    // A record that a later reading could read is staged as well, and is no second one.
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom(table)
            .select('source_id')
            .where('migration_id', '=', migrationId)
            .where('source_id', '=', sql.ref<string>('failure.source_id'))
            .where('seen_run_id', '=', runId),
        ),
      ),
    )
    .executeTakeFirstOrThrow();
  return Number(staged.count) + Number(unreadable.count);
}

/** Whether a case or cycle has no folder that is known, or an execution no cycle. */
export async function hasUnfiled(
  db: Reader,
  migrationId: MigrationId,
  type: Exclude<StagedType, 'test_plan'>,
): Promise<boolean> {
  const staged = db
    .selectFrom(STAGED_TABLES[type])
    .select('source_id')
    .where('migration_id', '=', migrationId)
    .limit(1);
  const unfiled = await staged
    .where('plan_key', '>=', planKey.unfiled.from)
    .where('plan_key', '<', planKey.unfiled.to)
    .executeTakeFirst();
  if (unfiled !== undefined || type === 'test_execution') return unfiled !== undefined;
  const folders = db.selectFrom('zephyr_folders').select('source_id').where('migration_id', '=', migrationId);
  const lost = await staged
    .where('folder_id', 'is not', null)
    .where('folder_id', 'not in', folders)
    .executeTakeFirst();
  return lost !== undefined;
}

/** Records that an earlier run loaded and `runId` did not list any more. */
export async function countVanished(
  db: Reader,
  migrationId: MigrationId,
  type: StagedType,
  runId: RunId,
): Promise<number> {
  const table = STAGED_TABLES[type];
  const row = await db
    .selectFrom(table)
    .select((eb) => eb.fn.countAll().as('count'))
    .where('migration_id', '=', migrationId)
    .where('seen_run_id', '<>', runId)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('zephyr_to_qtest_id_map as mapped')
          .select('mapped.source_id')
          .where('mapped.migration_id', '=', migrationId)
          .where('mapped.entity_type', '=', type)
          .where('mapped.source_id', '=', sql.ref<string>(`${table}.source_id`)),
      ),
    )
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

const toStaged = (
  row: Pick<StagedRow | StagedExecutionRow, 'source_id' | 'source_key' | 'folder_id' | 'raw' | 'detail'>,
): StagedRecord => ({
  sourceId: row.source_id,
  sourceKey: row.source_key,
  folderId: row.folder_id,
  raw: JSON.parse(row.raw),
  detail: row.detail === null ? null : JSON.parse(row.detail),
});
