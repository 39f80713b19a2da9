import type { MappedType } from '@z2q/contracts';
import { byIds, byRows } from '../in-chunks.ts';
import type { InMigration, InRun } from '../in-run.ts';
import type { Reader, Writer } from '../store.ts';
import { getTakenTargets, REMOVED } from './id-map.ts';
import type { Creation } from './intents.ts';

export type AdoptableRow = {
  migration_id: string;
  entity_type: string;
  key: string;
  target_id: number;
  target_pid: string | null;
  version_id: number | null;
};

/** An object on the target that shows one of our keys. The record with that key may adopt it. */
export type Adoptable = Creation & { readonly type: MappedType; readonly key: string };

export async function saveAdoptables(
  tx: InMigration<Writer>,
  adoptables: readonly Adoptable[],
): Promise<void> {
  await byRows(adoptables, (some) =>
    tx
      .insertInto('qtest_adoptable')
      .values(
        some.map(({ type, key, targetId, targetPid, versionId = null }) => ({
          migration_id: tx.migrationId,
          entity_type: type,
          key,
          target_id: targetId,
          target_pid: targetPid,
          version_id: versionId,
        })),
      )
      .onConflict((conflict) => conflict.doNothing())
      .execute(),
  );
}

/** Deletes what an earlier search found. */
export async function clearAdoptables(tx: InMigration<Writer>): Promise<void> {
  await tx.deleteFrom('qtest_adoptable').where('migration_id', '=', tx.migrationId).execute();
}

/** Objects that may be adopted for each key, the oldest object first. */
export async function getAdoptables(
  db: InMigration<Reader>,
  type: MappedType,
  keys: readonly string[],
): Promise<ReadonlyMap<string, readonly Creation[]>> {
  const rows = await byIds(keys, (some) =>
    db
      .selectFrom('qtest_adoptable')
      .selectAll()
      .where('migration_id', '=', db.migrationId)
      .where('entity_type', '=', type)
      .where('key', 'in', some)
      .orderBy('target_id')
      .execute(),
  );
  const byKey = Map.groupBy(rows, (row) => row.key);
  return new Map([...byKey].map(([key, some]) => [key, some.map(toCreation)]));
}

const toCreation = (row: AdoptableRow): Creation => ({
  targetId: row.target_id,
  targetPid: row.target_pid,
  versionId: row.version_id,
});

/** Content hash of an adopted object that was not compared with its draft yet. */
export const UNCOMPARED = 'adopted';

/** A record with the objects it may adopt, the likeliest first. */
export type Adoption = {
  readonly sourceId: string;
  readonly sourceKey: string | null;
  readonly candidates: readonly Creation[];
  readonly parentTargetId: number | null;
  readonly contentHash: string | null;
  /** Several records may share the object. */
  readonly isShared?: boolean;
};

/**
 * Puts objects that the migration did not create into its id map. An existing row of a record stays as it is, and an
 * object that any record of this store points to is not adopted again, unless it may be shared.
 * @returns the records that adopted an object.
 */
export async function adoptObjects(
  tx: InRun<Writer>,
  entityType: MappedType,
  adoptions: readonly Adoption[],
  nowMs: number,
): Promise<readonly string[]> {
  const ids = adoptions.flatMap(({ candidates }) => candidates.map(({ targetId }) => targetId));
  const taken = new Set(await getTakenTargets(tx, entityType, ids));
  const adopted: string[] = [];
  for (const adoption of adoptions) {
    const object = adoption.candidates.find(
      ({ targetId }) => adoption.isShared === true || !taken.has(targetId),
    );
    if (!object || !(await insertAdopted(tx, entityType, adoption, object, nowMs))) continue;
    taken.add(object.targetId);
    adopted.push(adoption.sourceId);
  }
  return adopted;
}

async function insertAdopted(
  tx: InRun<Writer>,
  entityType: MappedType,
  { sourceId, sourceKey, parentTargetId, contentHash }: Adoption,
  { targetId, targetPid, versionId = null }: Creation,
  nowMs: number,
): Promise<boolean> {
  const row = {
    source_key: sourceKey,
    state: 'created',
    target_id: targetId,
    target_pid: targetPid,
    version_id: versionId,
    parent_target_id: parentTargetId,
    content_hash: contentHash,
    run_id: tx.runId,
    intent_at: nowMs,
    is_adopted: 1,
  };
  const result = await tx
    .insertInto('zephyr_to_qtest_id_map')
    .values({ migration_id: tx.migrationId, entity_type: entityType, source_id: sourceId, ...row })
    .onConflict((conflict) =>
      conflict
        .columns(['migration_id', 'entity_type', 'source_id'])
        .doUpdateSet(row)
        .where('zephyr_to_qtest_id_map.state', '=', REMOVED),
    )
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Removes adopted objects from the id map once nothing that the migration created itself is left. */
export async function releaseAdopted(tx: InMigration<Writer>): Promise<void> {
  const made = await tx
    .selectFrom('zephyr_to_qtest_id_map')
    .select('source_id')
    .where('migration_id', '=', tx.migrationId)
    .where('state', '<>', REMOVED)
    .where('is_adopted', '=', 0)
    .executeTakeFirst();
  if (made) return;
  await tx
    .deleteFrom('zephyr_to_qtest_id_map')
    .where('migration_id', '=', tx.migrationId)
    .where('is_adopted', '=', 1)
    .execute();
}
