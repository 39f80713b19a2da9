import type { MappedType, MigrationId, StayingValue } from '@z2q/contracts';
import { sql } from 'kysely';
import { compileOnce } from '../compile-once.ts';
import { byIds, byRows, eachItsOwn, idsOf } from '../in-chunks.ts';
import type { InMigration, InRun } from '../in-run.ts';
import type { Writer } from '../store.ts';
import { findMapped, isCreated, type Mapped, REMOVED, toMapped, writeStaying } from './id-map.ts';
import { NEWEST_LAYOUT } from './layouts.ts';
import { findLookFirst } from './look-first.ts';

/** A record and the claim under which a request for it is sent. Only that claim may complete or drop its intent. */
export type Claimed = {
  readonly entityType: MappedType;
  readonly sourceId: string;
  /** null: no request is under way, and the worker that holds the batch may go on with the record. */
  readonly claim: string | null;
};

export type Intent = Claimed & {
  readonly sourceKey: string | null;
  readonly parentTargetId: number | null;
  readonly nowMs: number;
};

/**
 * Commits to creating a record, or finds an earlier intent. A request whose outcome was never reported is in
 * doubt for `settleMs` from now. That may also be a request of this claim, which was answered with an id that
 * could not be stored. After an older database was restored, a record without a row is in doubt too: a
 * request may have been sent until the restore.
 * @returns the row that is in the map already; undefined: the record is claimed, and certainly nothing was
 * sent for it before.
 */
export async function beginIntent(
  tx: InRun<Writer>,
  intent: Intent,
  settleMs: number,
): Promise<Mapped | undefined> {
  const isNew = await insertIntent(tx, intent);
  const lookFirstSince = await findLookFirst(tx);
  if (isNew && lookFirstSince === null) return undefined;
  const before = await findMapped(tx, intent.entityType, intent.sourceId);
  if (!before || isCreated(before)) return before;
  const unknownUntil = lookFirstSince === null ? null : lookFirstSince + settleMs;
  const doubtUntil =
    before.claim === null
      ? (before.doubtUntil ?? unknownUntil)
      : Math.max(before.doubtUntil ?? 0, intent.nowMs + settleMs);
  const query = keyed(tx.updateTable('zephyr_to_qtest_id_map'), tx.migrationId, intent);
  if (doubtUntil === null) {
    await query.set(toBegun(tx, intent)).execute();
    return undefined;
  }
  // A doubt that lasts longer was written before the clock was set back.
  const boundUntil = Math.min(doubtUntil, intent.nowMs + settleMs);
  await query.set({ claim: null, doubt_until: boundUntil }).execute();
  return { ...before, claim: null, doubtUntil: boundUntil };
}

/**
 * Inserts an intent. A record whose object a rollback deleted starts anew.
 * @returns whether the map had no row of the record, or only that of a deleted object.
 */
async function insertIntent(tx: InRun<Writer>, intent: Intent): Promise<boolean> {
  const { runId, migrationId } = tx;
  const { numAffectedRows = 0n } = await insertRow(tx, { ...intent, runId, migrationId });
  return numAffectedRows > 0n;
}

const insertRow = compileOnce((tx: Writer, intent: Intent & Names) => {
  const begun = {
    source_key: intent.sourceKey,
    state: 'intent',
    target_id: null,
    target_pid: null,
    version_id: null,
    content_hash: null,
    ...toBegun(intent, intent),
  };
  return tx
    .insertInto('zephyr_to_qtest_id_map')
    .values({
      migration_id: intent.migrationId,
      entity_type: intent.entityType,
      source_id: intent.sourceId,
      ...begun,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['migration_id', 'entity_type', 'source_id'])
        .doUpdateSet(begun)
        .where('zephyr_to_qtest_id_map.state', '=', REMOVED),
    );
});

type Names = Pick<InRun<Writer>, 'runId' | 'migrationId'>;

const toBegun = ({ runId }: Pick<Names, 'runId'>, intent: Intent) => ({
  is_adopted: 0,
  parent_target_id: intent.parentTargetId,
  run_id: runId,
  intent_at: intent.nowMs,
  claim: intent.claim,
});

/** Claims an intent to send it once more, after the write in doubt can neither land nor appear any more. */
export async function resendIntent(tx: InRun<Writer>, intent: Intent): Promise<void> {
  await ofClaim(keyed(tx.updateTable('zephyr_to_qtest_id_map'), tx.migrationId, intent), null)
    .set({ ...toBegun(tx, intent), is_resent: 1 })
    .execute();
}

/** An intent of a record that had an object. */
const REOPENED = { state: 'intent', target_id: null, target_pid: null, content_hash: null };

/**
 * Turns the row of a record into an intent again, because another object is to be created in place of the one it points
 * to. No claim has it: nothing was sent for it yet.
 */
export async function reopenIntent(tx: InRun<Writer>, intent: Intent): Promise<void> {
  await keyed(tx.updateTable('zephyr_to_qtest_id_map'), tx.migrationId, intent)
    .set({ ...REOPENED, ...toBegun(tx, intent), claim: null })
    .execute();
}

/** Turns the rows of these records into intents in doubt until `untilMs`, because their objects may be gone. */
export async function doubtObjects(
  tx: InMigration<Writer>,
  entityType: MappedType,
  sourceIds: readonly string[],
  untilMs: number,
): Promise<void> {
  await byIds(sourceIds, (some) =>
    tx
      .updateTable('zephyr_to_qtest_id_map')
      .set({ ...REOPENED, doubt_until: untilMs })
      .where('migration_id', '=', tx.migrationId)
      .where('entity_type', '=', entityType)
      .where('source_id', 'in', some)
      .execute(),
  );
}

/**
 * Gives up the claim on an intent when none of its requests is under way any more.
 * @param doubtUntil until when a request that was sent may still land; null: the target certainly did not apply it.
 */
export async function releaseIntent(
  tx: InMigration<Writer>,
  claimed: Claimed,
  doubtUntil: number | null,
): Promise<void> {
  await ofClaim(keyed(tx.updateTable('zephyr_to_qtest_id_map'), tx.migrationId, claimed), claimed.claim)
    .set({ claim: null, ...(doubtUntil === null ? {} : { doubt_until: later('doubt_until', doubtUntil) }) })
    .execute();
}

/** Deletes an intent that the target certainly refused. An intent that was in doubt before stays so. */
export async function dropIntent(tx: InMigration<Writer>, claimed: Claimed): Promise<void> {
  await ofClaim(keyed(tx.deleteFrom('zephyr_to_qtest_id_map'), tx.migrationId, claimed), claimed.claim)
    .where('doubt_until', 'is', null)
    .execute();
  await releaseIntent(tx, claimed, null);
}

/** Puts the claimed intents of these records in doubt until `untilMs`, because their worker is gone. */
export async function doubtClaims(
  tx: InMigration<Writer>,
  entityType: MappedType,
  sourceIds: readonly string[],
  untilMs: number,
): Promise<void> {
  await byIds(sourceIds, (some) =>
    orphans(tx, untilMs).where('entity_type', '=', entityType).where('source_id', 'in', some).execute(),
  );
}

/** Puts all claimed intents of a migration in doubt until `untilMs`, because no worker works on them any more. */
export async function doubtOrphans(tx: InMigration<Writer>, untilMs: number): Promise<void> {
  await orphans(tx, untilMs).execute();
}

/** Query that ends the claims on a migration's intents and puts the intents in doubt. */
const orphans = (tx: InMigration<Writer>, untilMs: number) =>
  tx
    .updateTable('zephyr_to_qtest_id_map')
    .set({ claim: null, doubt_until: later('doubt_until', untilMs) })
    .where('migration_id', '=', tx.migrationId)
    .where('state', '=', 'intent')
    .where('claim', 'is not', null);

export type Creation = {
  readonly targetId: number;
  readonly targetPid: string | null;
  readonly versionId?: number | null;
};

/**
 * Notes the object that was created for a record. If another claim holds the intent by now, or the map has an object
 * already, the row stays as it is.
 * @returns the row as it is then; undefined when there is none.
 */
export async function saveCreated(
  tx: InMigration<Writer>,
  claimed: Claimed,
  created: Creation,
): Promise<Mapped | undefined> {
  const { rows } = await updateRow(tx, {
    ...claimed,
    ...created,
    versionId: created.versionId ?? null,
    migrationId: tx.migrationId,
  });
  return rows[0] ? toMapped(rows[0]) : findMapped(tx, claimed.entityType, claimed.sourceId);
}

const updateRow = compileOnce(
  (tx: Writer, created: Claimed & Required<Creation> & { readonly migrationId: MigrationId }) =>
    ofClaim(keyed(tx.updateTable('zephyr_to_qtest_id_map'), created.migrationId, created), created.claim)
      .set({
        state: 'created',
        target_id: created.targetId,
        target_pid: created.targetPid,
        version_id: created.versionId,
        claim: null,
        layout: NEWEST_LAYOUT,
        // The object found is the one that was in doubt. But a record that was sent again may still get a second object.
        doubt_until: sql`case when is_resent = 1 then doubt_until end`,
      })
      .returningAll(),
);

/** What the map notes about an object once all of its record is on the target. */
export type Content = {
  readonly contentHash: string;
  readonly versionId?: number | null;
  readonly parentTargetId?: number | null;
  readonly stays?: readonly StayingValue[];
};

/** Notes the content of objects that are completely loaded. Columns that `content` does not mention stay as they are. */
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
        layout: NEWEST_LAYOUT,
        stays: eachItsOwn('stays', some, ({ content }) => content.stays && writeStaying(content.stays)),
      })
      .where('migration_id', '=', tx.migrationId)
      .where('entity_type', '=', entityType)
      .where('source_id', 'in', idsOf(some))
      .execute(),
  );
}

type Keyed<Query> = {
  where(
    column: 'migration_id' | 'entity_type' | 'source_id' | 'state' | 'claim',
    operator: '=' | 'is not distinct from',
    value: string | null,
  ): Query;
};

const keyed = <Query extends Keyed<Query>>(
  query: Query,
  migrationId: MigrationId,
  { entityType, sourceId }: Pick<Claimed, 'entityType' | 'sourceId'>,
): Query =>
  query
    .where('migration_id', '=', migrationId)
    .where('entity_type', '=', entityType)
    .where('source_id', '=', sourceId);

const ofClaim = <Query extends Keyed<Query>>(query: Query, claim: string | null): Query =>
  query.where('state', '=', 'intent').where('claim', 'is not distinct from', claim);

const later = (column: string, untilMs: number) =>
  sql<number>`case when coalesce(${sql.ref(column)}, 0) > ${untilMs} then ${sql.ref(column)} else ${untilMs} end`;
