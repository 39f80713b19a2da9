import type { MappedType } from '@z2q/contracts';
import type { InMigration } from '../in-run.ts';
import type { Writer } from '../store.ts';
import { getTakenTargets } from './id-map.ts';
import type { Creation } from './intents.ts';
import { NEWEST_LAYOUT } from './layouts.ts';

/** A record whose object is gone from the target, and objects that may have been created for it since. */
export type Regaining = {
  readonly sourceId: string;
  /** Id of the object that is gone. */
  readonly goneId: number;
  readonly candidates: readonly Creation[];
  readonly parentTargetId: number | null;
  /**
   * `only`: take the object only if it is the only candidate, since candidates may differ. `any`: candidates are equal,
   * such as files with the same bytes. `shared`: other records may have the same object.
   */
  readonly choice: 'only' | 'any' | 'shared';
};

/**
 * After a restore, points the id map at objects that were created later in place of those that are gone. The content
 * hash stays, so the object is compared and updated like any other.
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
        layout: NEWEST_LAYOUT,
      })
      .where('migration_id', '=', tx.migrationId)
      .where('entity_type', '=', entityType)
      .where('source_id', '=', sourceId)
      .where('target_id', '=', goneId)
      .where('state', '=', 'created')
      .execute();
  }
}
