import type { MappedType, MigrationId } from '@z2q/contracts';
import { chunk } from '@z2q/pipeline';
import type { Reader } from '../store.ts';
import { type Mapped, toMapped } from './id-map.ts';

const IDS_A_QUERY = 1_000;

/**
 * Every row with one of the target ids. Executions may share an id, since the target numbers logs and runs apart and an
 * execution not yet run maps to its run.
 */
export async function listMappedByTarget(
  db: Reader,
  migrationId: MigrationId,
  entityType: MappedType,
  targetIds: readonly number[],
): Promise<readonly Mapped[]> {
  if (targetIds.length === 0) return [];
  const rows = await db
    .selectFrom('zephyr_to_qtest_id_map')
    .selectAll()
    .where('migration_id', '=', migrationId)
    .where('entity_type', '=', entityType)
    .where('target_id', 'in', targetIds)
    .execute();
  return rows.map(toMapped);
}

/** What hangs on the given target objects: executions by run, for one. */
export async function listMappedByParent(
  db: Reader,
  migrationId: MigrationId,
  entityType: MappedType,
  parentTargetIds: readonly number[],
): Promise<readonly Mapped[]> {
  if (parentTargetIds.length === 0) return [];
  const rows = await db
    .selectFrom('zephyr_to_qtest_id_map')
    .selectAll()
    .where('migration_id', '=', migrationId)
    .where('entity_type', '=', entityType)
    .where('parent_target_id', 'in', parentTargetIds)
    .execute();
  return rows.map(toMapped);
}

/** Target ids that belong to any migration of this store: never adopted a second time. */
export async function listTakenTargets(
  db: Reader,
  entityType: MappedType,
  targetIds: readonly number[],
): Promise<ReadonlySet<number>> {
  const taken = new Set<number>();
  for (const some of chunk(targetIds, IDS_A_QUERY)) {
    const rows = await db
      .selectFrom('zephyr_to_qtest_id_map')
      .select('target_id')
      .where('entity_type', '=', entityType)
      .where('target_id', 'in', some)
      .execute();
    for (const row of rows) if (row.target_id !== null) taken.add(row.target_id);
  }
  return taken;
}
