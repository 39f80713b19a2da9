import type { MigrationId, RunId } from '@z2q/contracts';
import { sql } from 'kysely';
import type { StagedExecutionRow, StagedRow } from '../database.ts';
import type { Reader, Writer } from '../store.ts';

/** Source records as received: `raw` from the listing, `detail` (script or step results) from a call of its own. */
export type StagedType = 'test_case' | 'test_cycle' | 'test_plan' | 'test_execution';

export type StagedRecord = {
  readonly sourceId: string;
  readonly sourceKey: string;
  readonly folderId: string | null;
  readonly raw: unknown;
  readonly detail: unknown;
};

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
    const row = toListedRow(record, runId);
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

/** The cases and cycles that the given executions are of. */
export async function getStagedExecutionLinks(
  db: Reader,
  migrationId: MigrationId,
  ids: readonly string[],
): Promise<{ readonly testCaseKeys: readonly string[]; readonly cycleIds: readonly string[] }> {
  if (ids.length === 0) return { testCaseKeys: [], cycleIds: [] };
  const rows = await db
    .selectFrom('zephyr_test_executions')
    .select(['test_case_key', 'cycle_id'])
    .where('migration_id', '=', migrationId)
    .where('source_id', 'in', ids)
    .execute();
  return {
    testCaseKeys: [...new Set(rows.map((row) => row.test_case_key))],
    cycleIds: [...new Set(rows.flatMap((row) => row.cycle_id ?? []))],
  };
}

export async function countListed(
  db: Reader,
  migrationId: MigrationId,
  type: StagedType,
  runId: RunId,
): Promise<number> {
  const row = await db
    .selectFrom(STAGED_TABLES[type])
    .select((eb) => eb.fn.countAll().as('count'))
    .where('migration_id', '=', migrationId)
    .where('seen_run_id', '=', runId)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** Whether a case or cycle has no folder that is known, or an execution no cycle. */
export async function hasUnfiled(
  db: Reader,
  migrationId: MigrationId,
  type: Exclude<StagedType, 'test_plan'>,
): Promise<boolean> {
  const folders = db.selectFrom('zephyr_folders').select('source_id').where('migration_id', '=', migrationId);
  const row = await db
    .selectFrom(STAGED_TABLES[type])
    .select('source_id')
    .where('migration_id', '=', migrationId)
    .$if(type === 'test_execution', (query) => query.where(sql.ref('cycle_id'), 'is', null))
    .$if(type !== 'test_execution', (query) =>
      query.where((eb) => eb.or([eb('folder_id', 'is', null), eb('folder_id', 'not in', folders)])),
    )
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Records that an earlier run loaded and `runId` did not list any more. */
export async function countVanished(
  db: Reader,
  migrationId: MigrationId,
  type: StagedType,
  runId: RunId,
): Promise<number> {
  const loaded = db
    .selectFrom('zephyr_to_qtest_id_map')
    .select('source_id')
    .where('migration_id', '=', migrationId)
    .where('entity_type', '=', type);
  const row = await db
    .selectFrom(STAGED_TABLES[type])
    .select((eb) => eb.fn.countAll().as('count'))
    .where('migration_id', '=', migrationId)
    .where('seen_run_id', '<>', runId)
    .where('source_id', 'in', loaded)
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
