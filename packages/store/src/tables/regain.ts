import type { MappedType } from '@z2q/contracts';
import type { InMigration } from '../in-run.ts';
import type { Writer } from '../store.ts';
import { getTakenTargets } from './id-map.ts';
import type { Creation } from './intents.ts';

/** A record whose object is gone, and the objects that may have been made of it since. */
export type Regaining = {
  readonly sourceId: string;
  /** Id of the object that is gone. */
  readonly goneId: number;
  readonly candidates: readonly Creation[];
  readonly parentTargetId: number | null;
  /**
   * `only`: more than one is too many, since they may differ. `any`: they are alike, such as files of the same bytes.
   * `shared`: it may be other records' too.
   */
  readonly choice: 'only' | 'any' | 'shared';
};

/**
 * Points the id map of an older database at objects that were made since in place of those it names. What the map says of
 * their content stays, so that they are compared and updated as if they had been there.
 */
export async function regainObjects(
  tx: InMigration<Writer>,
  entityType: MappedType,
  regainings: readonly Regaining[],
): Promise<void> {
  const ids = regainings.flatMap(({ candidates }) => candidates.map(({ targetId }) => targetId));
  const taken = new Set(await getTakenTargets(tx, entityType, ids));
  for (const { sourceId, goneId, candidates, parentTargetId, choice } of regainings) {
    const free = candidates.filter(({ targetId }) => choice === 'shared' || !taken.has(targetId));
    const [object] = free;
    if (!object || (choice === 'only' && free.length > 1)) continue;
    taken.add(object.targetId);
    await tx
      .updateTable('zephyr_to_qtest_id_map')
      .set({
        target_id: object.targetId,
        target_pid: object.targetPid,
        version_id: object.versionId ?? null,
        parent_target_id: parentTargetId,
      })
      .where('migration_id', '=', tx.migrationId)
      .where('entity_type', '=', entityType)
      .where('source_id', '=', sourceId)
      .where('target_id', '=', goneId)
      .where('state', '=', 'created')
      .execute();
  }
}
