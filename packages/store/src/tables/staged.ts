import type { FailureCode } from '@z2q/contracts';
import { sql } from 'kysely';
import { byIds, byRows, eachItsOwn, idsOf, lastOfEach, replacing } from '../in-chunks.ts';
import type { InMigration, InRun } from '../in-run.ts';
import type { Reader, Writer } from '../store.ts';
import { REMOVED } from './id-map.ts';
import { planKey } from './plan-key.ts';

export type StagedRow = {
  migration_id: string;
  source_id: string;
  source_key: string;
  folder_id: string | null;
  raw: string;
  detail: string | null;
  seen_run_id: string;
  plan_key: string;
  /** How many attachment lists its steps or step results have; null: not read yet. */
  step_lists: number | null;
};
export type StagedExecutionRow = StagedRow & {
  test_case_key: string;
  cycle_id: string | null;
  environment_id: string | null;
  actual_end: string | null;
};

/** Types staged as received: `raw` comes from the listing, `detail` (script or step results) from a request of its own. */
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
  tx: InRun<Writer>,
  type: Exclude<StagedType, 'test_execution'>,
  records: readonly NewStaged[],
): Promise<void> {
  const table: PlainTable = STAGED_TABLES[type];
  const rows = records.map((record) => ({
    ...toListedRow(record, tx),
    plan_key: planKey.ofListed(record),
  }));
  await byRows(
    lastOfEach(rows, (row) => row.source_id),
    (some) =>
      tx
        .insertInto(table)
        .values(some)
        .onConflict((conflict) => conflict.columns(['migration_id', 'source_id']).doUpdateSet(LISTED_ANEW))
        .execute(),
  );
}

export async function saveListedExecutions(
  tx: InRun<Writer>,
  records: readonly NewStagedExecution[],
): Promise<void> {
  const rows = records.map((record) => ({
    ...toListedRow(record, tx),
    test_case_key: record.testCaseKey,
    cycle_id: record.cycleId,
    environment_id: record.environmentId,
    actual_end: record.actualEnd,
    plan_key: planKey.ofExecution(record),
  }));
  const changed = {
    ...LISTED_ANEW,
    ...replacing('test_case_key', 'cycle_id', 'environment_id', 'actual_end'),
  };
  await byRows(
    lastOfEach(rows, (row) => row.source_id),
    (some) =>
      tx
        .insertInto('zephyr_test_executions')
        .values(some)
        .onConflict((conflict) => conflict.columns(['migration_id', 'source_id']).doUpdateSet(changed))
        .execute(),
  );
}

/** Columns that a listing overwrites. What a request of its own told before stays. */
const LISTED_ANEW = replacing('source_key', 'folder_id', 'raw', 'seen_run_id', 'plan_key');

const toListedRow = (record: NewStaged, { migrationId, runId }: InRun<Writer>) => ({
  migration_id: migrationId,
  source_id: record.sourceId,
  source_key: record.sourceKey,
  folder_id: record.folderId,
  raw: JSON.stringify(record.raw),
  detail: null,
  step_lists: null,
  seen_run_id: runId,
});

type StagedDetail = {
  readonly sourceId: string;
  readonly detail: unknown;
  /** How many attachment lists its steps or step results have. */
  readonly stepLists: number;
};

/** Stores what the detail requests returned. */
export async function saveDetails(
  tx: InMigration<Writer>,
  type: StagedType,
  details: readonly StagedDetail[],
): Promise<void> {
  await byRows(details, (some) =>
    tx
      .updateTable(STAGED_TABLES[type])
      .set({
        detail: eachItsOwn('detail', some, ({ detail }) => JSON.stringify(detail)),
        step_lists: eachItsOwn('step_lists', some, ({ stepLists }) => stepLists),
      })
      .where('migration_id', '=', tx.migrationId)
      .where('source_id', 'in', idsOf(some))
      .execute(),
  );
}

/** Total of the attachment lists of all staged records of a type. */
export async function countStepLists(db: InMigration<Reader>, type: StagedType): Promise<number> {
  const { lists } = await db
    .selectFrom(STAGED_TABLES[type])
    .select((eb) => eb.fn.sum('step_lists').as('lists'))
    .where('migration_id', '=', db.migrationId)
    .executeTakeFirstOrThrow();
  return Number(lists ?? 0);
}

/** In the order of `ids`; an id that is not staged is left out. */
export async function listStaged(
  db: InMigration<Reader>,
  type: StagedType,
  ids: readonly string[],
): Promise<readonly StagedRecord[]> {
  const rows = await byIds(ids, (some) =>
    db
      .selectFrom(STAGED_TABLES[type])
      .select(['source_id', 'source_key', 'folder_id', 'raw', 'detail'])
      .where('migration_id', '=', db.migrationId)
      .where('source_id', 'in', some)
      .execute(),
  );
  const byId = new Map(rows.map((row) => [row.source_id, toStaged(row)]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

export type ExecutionLinks = {
  readonly sourceId: string;
  readonly testCaseKey: string;
  readonly cycleId: string | null;
};

/** The case and the cycle that each of the given executions is of. */
export async function listStagedExecutionLinks(
  db: InMigration<Reader>,
  ids: readonly string[],
): Promise<readonly ExecutionLinks[]> {
  const rows = await byIds(ids, (some) =>
    db
      .selectFrom('zephyr_test_executions')
      .select(['source_id', 'test_case_key', 'cycle_id'])
      .where('migration_id', '=', db.migrationId)
      .where('source_id', 'in', some)
      .execute(),
  );
  return rows.map((row) => ({
    sourceId: row.source_id,
    testCaseKey: row.test_case_key,
    cycleId: row.cycle_id,
  }));
}

/** Distinct records that the listings of a run named: staged ones, and ones that could not be read. */
export async function countListed(db: InRun<Reader>, type: StagedType): Promise<number> {
  const table = STAGED_TABLES[type];
  const staged = await db
    .selectFrom(table)
    .select((eb) => eb.fn.countAll().as('count'))
    .where('migration_id', '=', db.migrationId)
    .where('seen_run_id', '=', db.runId)
    .executeTakeFirstOrThrow();
  const unreadable = await db
    .selectFrom('record_failures as failure')
    .select((eb) => eb.fn.countAll().as('count'))
    .where('failure.run_id', '=', db.runId)
    .where('failure.phase', '=', 'extract')
    .where('failure.entity_type', '=', type)
    .where('failure.code', '=', UNREADABLE)
    // A record that could be read later is staged as well and must not count twice.
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom(table)
            .select('source_id')
            .where('migration_id', '=', db.migrationId)
            .where('source_id', '=', sql.ref<string>('failure.source_id'))
            .where('seen_run_id', '=', db.runId),
        ),
      ),
    )
    .executeTakeFirstOrThrow();
  return Number(staged.count) + Number(unreadable.count);
}

/** Whether there is a case or cycle without a known folder, or an execution without a cycle. */
export async function hasUnfiled(
  db: InMigration<Reader>,
  type: Exclude<StagedType, 'test_plan'>,
): Promise<boolean> {
  const staged = db
    .selectFrom(STAGED_TABLES[type])
    .select('source_id')
    .where('migration_id', '=', db.migrationId)
    .limit(1);
  const unfiled = await staged
    .where('plan_key', '>=', planKey.unfiled.from)
    .where('plan_key', '<', planKey.unfiled.to)
    .executeTakeFirst();
  if (unfiled !== undefined || type === 'test_execution') return unfiled !== undefined;
  const folders = db
    .selectFrom('zephyr_folders')
    .select('source_id')
    .where('migration_id', '=', db.migrationId);
  const lost = await staged
    .where('folder_id', 'is not', null)
    .where('folder_id', 'not in', folders)
    .executeTakeFirst();
  return lost !== undefined;
}

/** Records that an earlier run loaded and this run no longer listed. */
export async function countVanished(db: InRun<Reader>, type: StagedType): Promise<number> {
  const table = STAGED_TABLES[type];
  const row = await db
    .selectFrom(table)
    .select((eb) => eb.fn.countAll().as('count'))
    .where('migration_id', '=', db.migrationId)
    .where('seen_run_id', '<>', db.runId)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('zephyr_to_qtest_id_map as mapped')
          .select('mapped.source_id')
          .where('mapped.migration_id', '=', db.migrationId)
          .where('mapped.entity_type', '=', type)
          .where('mapped.state', '<>', REMOVED)
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
