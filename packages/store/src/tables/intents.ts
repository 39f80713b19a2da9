import type { MappedType, MigrationId, StayingValue } from '@z2q/contracts';
import { sql } from 'kysely';
import { byIds, byRows, eachItsOwn, idsOf } from '../in-chunks.ts';
import type { InMigration, InRun } from '../in-run.ts';
import type { Writer } from '../store.ts';
import { findMapped, isCreated, type Mapped, REMOVED, toMapped, writeStaying } from './id-map.ts';
import { findLookFirst } from './look-first.ts';

/** A record, and the hold on a batch under which a request for it is sent: only that one may complete its intent or drop it. */
export type Claimed = {
  readonly entityType: MappedType;
  readonly sourceId: string;
  /** null: nothing is on its way; whoever holds the batch may go on with it. */
  readonly claim: string | null;
};

export type Intent = Claimed & {
  readonly sourceKey: string | null;
  readonly parentTargetId: number | null;
  readonly nowMs: number;
};

/**
 * Commits to creating a record, or finds an earlier intent. What was sent under another claim, of which nobody has said
 * how it ended, is in doubt for `settleMs` from now. So is a record of which an older database has nothing: what it does not
 * know of may have been sent until it was put in place.
 * @returns what is in the map already; undefined: the record is claimed now, and surely nothing of it was ever sent.
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
  const isKnown = before.claim === null || before.claim === intent.claim;
  const unknownUntil = lookFirstSince === null ? null : lookFirstSince + settleMs;
  const doubtUntil = isKnown
    ? (before.doubtUntil ?? unknownUntil)
    : Math.max(before.doubtUntil ?? 0, intent.nowMs + settleMs);
  const query = keyed(tx.updateTable('zephyr_to_qtest_id_map'), tx.migrationId, intent);
  if (doubtUntil === null) {
    await query.set(toBegun(tx, intent)).execute();
    return undefined;
  }
  // Of a longer one the clock was set back since.
  const boundUntil = Math.min(doubtUntil, intent.nowMs + settleMs);
  await query.set({ claim: null, doubt_until: boundUntil }).execute();
  return { ...before, claim: null, doubtUntil: boundUntil };
}

/** A record whose object was taken away begins anew. @returns whether nothing of it was in the map. */
async function insertIntent(tx: InRun<Writer>, intent: Intent): Promise<boolean> {
  const begun = {
    source_key: intent.sourceKey,
    state: 'intent',
    target_id: null,
    target_pid: null,
    version_id: null,
    content_hash: null,
    ...toBegun(tx, intent),
  };
  const result = await tx
    .insertInto('zephyr_to_qtest_id_map')
    .values({
      migration_id: tx.migrationId,
      entity_type: intent.entityType,
      source_id: intent.sourceId,
      ...begun,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['migration_id', 'entity_type', 'source_id'])
        .doUpdateSet(begun)
        .where('zephyr_to_qtest_id_map.state', '=', REMOVED),
    )
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

const toBegun = (tx: InRun<Writer>, intent: Intent) => ({
  is_adopted: 0,
  parent_target_id: intent.parentTargetId,
  run_id: tx.runId,
  intent_at: intent.nowMs,
  claim: intent.claim,
});

/** Claims an intent to send it once more, since what was in doubt can neither land nor show any more. */
export async function resendIntent(tx: InRun<Writer>, intent: Intent): Promise<void> {
  await ofClaim(keyed(tx.updateTable('zephyr_to_qtest_id_map'), tx.migrationId, intent), null)
    .set({ ...toBegun(tx, intent), is_resent: 1 })
    .execute();
}

/** Makes a record that is in the map an intent again: an object other than the one it points to is to be made of it. */
export async function reopenIntent(tx: InRun<Writer>, intent: Intent): Promise<void> {
  await keyed(tx.updateTable('zephyr_to_qtest_id_map'), tx.migrationId, intent)
    .set({
      state: 'intent',
      target_id: null,
      target_pid: null,
      content_hash: null,
      ...toBegun(tx, intent),
    })
    .execute();
}

/**
 * Ends a claim on an intent when no request of it is on its way any more.
 * @param doubtUntil until when what was sent may still land; null: it was surely not applied.
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

/** Takes an intent back when the target surely refused it; one that was in doubt before stays so. */
export async function dropIntent(tx: InMigration<Writer>, claimed: Claimed): Promise<void> {
  await ofClaim(keyed(tx.deleteFrom('zephyr_to_qtest_id_map'), tx.migrationId, claimed), claimed.claim)
    .where('doubt_until', 'is', null)
    .execute();
  await releaseIntent(tx, claimed, null);
}

/** Puts what claims on these records have left, whose worker is gone, in doubt until then. */
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

/** Puts what claims have left, of which no worker is at work any more, in doubt until then. */
export async function doubtOrphans(tx: InMigration<Writer>, untilMs: number): Promise<void> {
  await orphans(tx, untilMs).execute();
}

/** Ends the claims on a migration's intents, which are in doubt until then. */
const orphans = (tx: InMigration<Writer>, untilMs: number) =>
  tx
    .updateTable('zephyr_to_qtest_id_map')
    .set({ claim: null, doubt_until: later('doubt_until', untilMs) })
    .where('migration_id', '=', tx.migrationId)
    .where('state', '=', sql.lit('intent'))
    .where('claim', 'is not', null);

export type Creation = {
  readonly targetId: number;
  readonly targetPid: string | null;
  readonly versionId?: number | null;
};

/**
 * Notes what was made of a record. Where the intent is another's by now, or an object is in the map already, that stays.
 * @returns what the map says then; undefined when it has nothing.
 */
export async function saveCreated(
  tx: InMigration<Writer>,
  claimed: Claimed,
  created: Creation,
): Promise<Mapped | undefined> {
  const saved = await ofClaim(
    keyed(tx.updateTable('zephyr_to_qtest_id_map'), tx.migrationId, claimed),
    claimed.claim,
  )
    .set({
      state: 'created',
      target_id: created.targetId,
      target_pid: created.targetPid,
      version_id: created.versionId ?? null,
      claim: null,
      // The one that was in doubt is found by this; of one that was sent again there may be two.
      doubt_until: sql`case when is_resent = 1 then doubt_until end`,
    })
    .returningAll()
    .executeTakeFirst();
  return saved ? toMapped(saved) : findMapped(tx, claimed.entityType, claimed.sourceId);
}

/** What the map notes of an object once all of a record is on the target. */
export type Content = {
  readonly contentHash: string;
  readonly versionId?: number | null;
  readonly parentTargetId?: number | null;
  readonly stays?: readonly StayingValue[];
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
    operator: '=' | 'is',
    value: string | null,
  ): Query;
};

/** Narrows a query to one row of the map. */
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
  query.where('state', '=', 'intent').where('claim', claim === null ? 'is' : '=', claim);

const later = (column: string, untilMs: number) =>
  sql<number>`case when coalesce(${sql.ref(column)}, 0) > ${untilMs} then ${sql.ref(column)} else ${untilMs} end`;
