import type { Draft, EntityType } from '@z2q/contracts';
import { sql } from 'kysely';
import { byIds, byRows, lastOfEach, replacing } from '../in-chunks.ts';
import type { InMigration } from '../in-run.ts';
import type { Reader, Writer } from '../store.ts';

export type DraftRow = {
  migration_id: string;
  source_id: string;
  source_key: string;
  draft: string;
  content_hash: string;
  loaded_draft: string | null;
};
export type TestRunRow = {
  migration_id: string;
  run_key: string;
  name: string;
  test_case_key: string;
  cycle_source_id: string | null;
};

export const DRAFT_TABLES = {
  folder: 'qtest_modules',
  test_case: 'qtest_test_cases',
  test_cycle: 'qtest_test_cycles',
  test_plan: 'qtest_releases',
  test_execution: 'qtest_executions',
  attachment: 'qtest_attachments',
} as const satisfies Record<EntityType, keyof import('../database.ts').Database>;

/** A record as it will be on the target, with the hash of its content. */
export type NewDraft = { readonly draft: Draft; readonly contentHash: string };
export type StoredDraft = NewDraft & {
  /** The draft as it was loaded, if the record has changed since; otherwise null. */
  readonly loadedDraft: Draft | null;
};

/** A stored draft of one kind. */
export type DraftOf<D extends Draft> = StoredDraft & { readonly draft: D; readonly loadedDraft: D | null };

export async function saveDrafts(
  tx: InMigration<Writer>,
  entityType: EntityType,
  drafts: readonly NewDraft[],
): Promise<void> {
  const table = sql.table(DRAFT_TABLES[entityType]);
  const before = sql<string | null>`case when ${table}.content_hash = excluded.content_hash
    then ${table}.loaded_draft else coalesce(${table}.loaded_draft, ${table}.draft) end`;
  const rows = drafts.map(({ draft, contentHash }) => ({
    migration_id: tx.migrationId,
    source_id: draft.sourceId,
    source_key: draft.sourceKey,
    draft: JSON.stringify(draft),
    content_hash: contentHash,
    loaded_draft: null,
  }));
  const changed = { ...replacing('source_key', 'draft', 'content_hash'), loaded_draft: before };
  await byRows(
    lastOfEach(rows, (row) => row.source_id),
    (some) =>
      tx
        .insertInto(DRAFT_TABLES[entityType])
        .values(some)
        .onConflict((conflict) => conflict.columns(['migration_id', 'source_id']).doUpdateSet(changed))
        .execute(),
  );
}

/** Deletes the drafts as loaded, once the records are loaded as they are now. */
export async function forgetLoadedDrafts(
  tx: InMigration<Writer>,
  entityType: EntityType,
  ids: readonly string[],
): Promise<void> {
  await byIds(ids, (some) =>
    tx
      .updateTable(DRAFT_TABLES[entityType])
      .set({ loaded_draft: null })
      .where('migration_id', '=', tx.migrationId)
      .where('source_id', 'in', some)
      .where('loaded_draft', 'is not', null)
      .execute(),
  );
}

/** In the order of `ids`; an id without a draft is left out. */
export async function listDrafts<D extends Draft>(
  db: InMigration<Reader>,
  entityType: EntityType,
  ids: readonly string[],
): Promise<readonly DraftOf<D>[]> {
  const rows = await byIds(ids, (some) =>
    db
      .selectFrom(DRAFT_TABLES[entityType])
      .select(['source_id', 'draft', 'content_hash', 'loaded_draft'])
      .where('migration_id', '=', db.migrationId)
      .where('source_id', 'in', some)
      .execute(),
  );
  const byId = new Map(rows.map((row) => [row.source_id, toStoredDraft<D>(row)]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

export async function getDraftsByKey<D extends Draft>(
  db: InMigration<Reader>,
  entityType: EntityType,
  keys: readonly string[],
): Promise<ReadonlyMap<string, DraftOf<D>>> {
  const rows = await byIds(keys, (some) =>
    db
      .selectFrom(DRAFT_TABLES[entityType])
      .select(['source_key', 'draft', 'content_hash', 'loaded_draft'])
      .where('migration_id', '=', db.migrationId)
      .where('source_key', 'in', some)
      .execute(),
  );
  return new Map(rows.map((row) => [row.source_key, toStoredDraft<D>(row)]));
}

export type PlannedTestRun = {
  readonly runKey: string;
  readonly name: string;
  readonly testCaseKey: string;
  readonly cycleSourceId: string | null;
};

/** Saves the test runs that executions share. The first execution seen gives the run its name. */
export async function saveTestRuns(tx: InMigration<Writer>, runs: readonly PlannedTestRun[]): Promise<void> {
  const rows = runs.map((run) => ({
    migration_id: tx.migrationId,
    run_key: run.runKey,
    name: run.name,
    test_case_key: run.testCaseKey,
    cycle_source_id: run.cycleSourceId,
  }));
  await byRows(rows, (some) =>
    tx
      .insertInto('qtest_test_runs')
      .values(some)
      .onConflict((conflict) => conflict.doNothing())
      .execute(),
  );
}

const toStoredDraft = <D extends Draft>(
  row: Pick<DraftRow, 'draft' | 'content_hash' | 'loaded_draft'>,
): DraftOf<D> => ({
  draft: JSON.parse(row.draft) as D,
  contentHash: row.content_hash,
  loadedDraft: row.loaded_draft === null ? null : (JSON.parse(row.loaded_draft) as D),
});
