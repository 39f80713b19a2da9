import type { EntityType, MappedType, MigrationId, RunId } from '@z2q/contracts';
import { sql } from 'kysely';
import type { Reader, Writer } from '../store.ts';
import { type Mapped, toMapped } from './id-map.ts';
import { addToCount } from './records.ts';

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

/** Makes everything that the id map names of a type known to a run: what a rollback has to undo. */
export async function addMappedRecords(
  tx: Writer,
  runId: RunId,
  migrationId: MigrationId,
  entityType: EntityType,
): Promise<void> {
  const result = await sql`
    insert into run_records (run_id, entity_type, source_id, source_key, progress)
    select ${runId}, entity_type, source_id, source_key, 0 from zephyr_to_qtest_id_map
    where migration_id = ${migrationId} and entity_type = ${entityType}
    on conflict do nothing`.execute(tx);
  await addToCount(tx, runId, entityType, 'source', Number(result.numAffectedRows ?? 0n));
}
