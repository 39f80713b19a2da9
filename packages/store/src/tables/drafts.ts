import type { Draft, EntityType, MigrationId } from '@z2q/contracts';
import type { DraftRow } from '../database.ts';
import type { Reader, Writer } from '../store.ts';

const TABLES = {
  folder: 'qtest_modules',
  test_case: 'qtest_test_cases',
  test_cycle: 'qtest_test_cycles',
  test_plan: 'qtest_releases',
  test_execution: 'qtest_executions',
  attachment: 'qtest_attachments',
} as const satisfies Record<EntityType, keyof import('../database.ts').Database>;

/** A record as it is to be on the target, with the hash of its content. */
export type StoredDraft = { readonly draft: Draft; readonly contentHash: string };

export async function saveDrafts(
  tx: Writer,
  migrationId: MigrationId,
  entityType: EntityType,
  drafts: readonly StoredDraft[],
): Promise<void> {
  for (const { draft, contentHash } of drafts) {
    const row = {
      source_key: draft.sourceKey,
      draft: JSON.stringify(draft),
      content_hash: contentHash,
    };
    await tx
      .insertInto(TABLES[entityType])
      .values({ ...row, migration_id: migrationId, source_id: draft.sourceId })
      .onConflict((conflict) => conflict.columns(['migration_id', 'source_id']).doUpdateSet(row))
      .execute();
  }
}

/** In the order of `ids`; an id without a draft is left out. */
export async function getDrafts<D extends Draft>(
  db: Reader,
  migrationId: MigrationId,
  entityType: EntityType,
  ids: readonly string[],
): Promise<readonly (StoredDraft & { readonly draft: D })[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom(TABLES[entityType])
    .select(['source_id', 'draft', 'content_hash'])
    .where('migration_id', '=', migrationId)
    .where('source_id', 'in', ids)
    .execute();
  const byId = new Map(rows.map((row) => [row.source_id, toStoredDraft<D>(row)]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

export async function findDraftsByKey<D extends Draft>(
  db: Reader,
  migrationId: MigrationId,
  entityType: EntityType,
  keys: readonly string[],
): Promise<ReadonlyMap<string, StoredDraft & { readonly draft: D }>> {
  if (keys.length === 0) return new Map();
  const rows = await db
    .selectFrom(TABLES[entityType])
    .select(['source_key', 'draft', 'content_hash'])
    .where('migration_id', '=', migrationId)
    .where('source_key', 'in', [...new Set(keys)])
    .execute();
  return new Map(rows.map((row) => [row.source_key, toStoredDraft<D>(row)]));
}

export type PlannedTestRun = {
  readonly runKey: string;
  readonly name: string;
  readonly testCaseKey: string;
  readonly cycleSourceId: string | null;
};

/** The test runs that executions share; the first execution seen names the run. */
export async function saveTestRuns(
  tx: Writer,
  migrationId: MigrationId,
  runs: readonly PlannedTestRun[],
): Promise<void> {
  for (const run of runs) {
    await tx
      .insertInto('qtest_test_runs')
      .values({
        migration_id: migrationId,
        run_key: run.runKey,
        name: run.name,
        test_case_key: run.testCaseKey,
        cycle_source_id: run.cycleSourceId,
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}

const toStoredDraft = <D extends Draft>(row: Pick<DraftRow, 'draft' | 'content_hash'>) => ({
  draft: JSON.parse(row.draft) as D,
  contentHash: row.content_hash,
});
