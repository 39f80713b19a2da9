import type { MappedType, MigrationId } from '@z2q/contracts';
import { byRows, eachItsOwn, idsOf } from '../in-chunks.ts';
import type { InMigration, InRun } from '../in-run.ts';
import type { Writer } from '../store.ts';
import { findMapped, type Mapped, toMapped } from './id-map.ts';

export type Intent = {
  readonly entityType: MappedType;
  readonly sourceId: string;
  readonly sourceKey: string | null;
  readonly parentTargetId: number | null;
  readonly nowMs: number;
};

/**
 * Commits to creating a record.
 * @returns whether it is a new intent; false leaves what is in the map already, an earlier intent or the object itself.
 */
export async function saveIntent(tx: InRun<Writer>, intent: Intent): Promise<boolean> {
  const result = await tx
    .insertInto('zephyr_to_qtest_id_map')
    .values({
      migration_id: tx.migrationId,
      entity_type: intent.entityType,
      source_id: intent.sourceId,
      source_key: intent.sourceKey,
      state: 'intent',
      target_id: null,
      target_pid: null,
      version_id: null,
      parent_target_id: intent.parentTargetId,
      run_id: tx.runId,
      content_hash: null,
      intent_at: intent.nowMs,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Has an earlier intent begin anew, with the place where the object is to be now. */
export async function renewIntent(tx: InRun<Writer>, intent: Intent): Promise<void> {
  await keyed(tx.updateTable('zephyr_to_qtest_id_map'), tx.migrationId, intent.entityType, intent.sourceId)
    .set({ parent_target_id: intent.parentTargetId, intent_at: intent.nowMs, run_id: tx.runId })
    .where('state', '=', 'intent')
    .execute();
}

/** Makes a record that is in the map an intent again: an object other than the one it points to is to be made of it. */
export async function reopenIntent(
  tx: InMigration<Writer>,
  entityType: MappedType,
  sourceId: string,
): Promise<void> {
  await keyed(tx.updateTable('zephyr_to_qtest_id_map'), tx.migrationId, entityType, sourceId)
    .set({ state: 'intent', target_id: null, target_pid: null, content_hash: null })
    .execute();
}

/** Takes an intent back when the target surely refused it. */
export async function dropIntent(
  tx: InMigration<Writer>,
  entityType: MappedType,
  sourceId: string,
): Promise<void> {
  await keyed(tx.deleteFrom('zephyr_to_qtest_id_map'), tx.migrationId, entityType, sourceId)
    .where('state', '=', 'intent')
    .execute();
}

export type Creation = {
  readonly targetId: number;
  readonly targetPid: string | null;
  readonly versionId?: number | null;
};

/**
 * An object that is in the map already stays there: whoever comes second does not take its place.
 * @returns what the map says then; undefined when there is no intent.
 */
export async function saveCreated(
  tx: InMigration<Writer>,
  entityType: MappedType,
  sourceId: string,
  created: Creation,
): Promise<Mapped | undefined> {
  const saved = await keyed(tx.updateTable('zephyr_to_qtest_id_map'), tx.migrationId, entityType, sourceId)
    .set({
      state: 'created',
      target_id: created.targetId,
      target_pid: created.targetPid,
      version_id: created.versionId ?? null,
    })
    .where('state', '=', 'intent')
    .returningAll()
    .executeTakeFirst();
  return saved ? toMapped(saved) : findMapped(tx, entityType, sourceId);
}

/** What the map notes of an object once all of a record is on the target. */
export type Content = {
  readonly contentHash: string;
  readonly versionId?: number | null;
  readonly parentTargetId?: number | null;
};

/** Notes the content of objects that are completely there by now; what a content does not say stays as it is. */
export async function saveContents(
  tx: InMigration<Writer>,
  entityType: MappedType,
  contents: readonly { readonly sourceId: string; readonly content: Content }[],
): Promise<void> {
  await byRows(contents, (some) =>
    tx
      .updateTable('zephyr_to_qtest_id_map')
      .set({
        content_hash: eachItsOwn('content_hash', some, ({ content }) => content.contentHash),
        version_id: eachItsOwn('version_id', some, ({ content }) => content.versionId),
        parent_target_id: eachItsOwn('parent_target_id', some, ({ content }) => content.parentTargetId),
      })
      .where('migration_id', '=', tx.migrationId)
      .where('entity_type', '=', entityType)
      .where('source_id', 'in', idsOf(some))
      .execute(),
  );
}

type Keyed<Query> = {
  where(column: 'migration_id' | 'entity_type' | 'source_id', operator: '=', value: string): Query;
};

/** Narrows a query to one row of the map. */
const keyed = <Query extends Keyed<Query>>(
  query: Query,
  migrationId: MigrationId,
  entityType: MappedType,
  sourceId: string,
): Query =>
  query
    .where('migration_id', '=', migrationId)
    .where('entity_type', '=', entityType)
    .where('source_id', '=', sourceId);
