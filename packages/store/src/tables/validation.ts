import type { EntityType, MigrationId, RunId } from '@z2q/contracts';
import { sql } from 'kysely';
import type { Reader, Writer } from '../store.ts';
import { bitOf, markRecords, recountMarked } from './records.ts';

/** Forgets what an earlier validation of the same run found, so that every record is looked at anew. */
export async function resetValidation(tx: Writer, runId: RunId, entityType: EntityType): Promise<void> {
  const failed = tx
    .selectFrom('record_failures')
    .select('source_id')
    .where('run_id', '=', runId)
    .where('phase', '=', 'validate')
    .where('entity_type', '=', entityType);
  await tx
    .updateTable('run_records')
    .set({ progress: sql<number>`progress & ~${bitOf('failed')}` })
    .where('run_id', '=', runId)
    .where('entity_type', '=', entityType)
    .where('source_id', 'in', failed)
    .execute();
  await tx
    .updateTable('run_records')
    .set({ progress: sql<number>`progress & ~${bitOf('verified')}` })
    .where('run_id', '=', runId)
    .where('entity_type', '=', entityType)
    .execute();
  await tx
    .deleteFrom('record_failures')
    .where('run_id', '=', runId)
    .where('phase', '=', 'validate')
    .where('entity_type', '=', entityType)
    .execute();
  await tx
    .deleteFrom('run_checks')
    .where('run_id', '=', runId)
    .where('entity_type', '=', entityType)
    .execute();
  await recountMarked(tx, runId, entityType, 'verified');
  await recountMarked(tx, runId, entityType, 'failed');
}

/** Of the given records, those this run wants on the target: in the source, and neither failed nor left out. */
export async function listExpected(
  db: Reader,
  runId: RunId,
  entityType: EntityType,
  sourceIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (sourceIds.length === 0) return new Set();
  const rows = await db
    .selectFrom('run_records')
    .select('source_id')
    .where('run_id', '=', runId)
    .where('entity_type', '=', entityType)
    .where('source_id', 'in', sourceIds)
    .where(sql<number>`progress & ${bitOf('failed') | bitOf('skipped')}`, '=', 0)
    .execute();
  return new Set(rows.map((row) => row.source_id));
}

/** Marks as conflicts those of the given records that this run found unchanged in the source: they were edited on the target. */
export async function markConflicts(
  tx: Writer,
  runId: RunId,
  entityType: EntityType,
  sourceIds: readonly string[],
): Promise<void> {
  if (sourceIds.length === 0) return;
  const rows = await tx
    .selectFrom('run_records')
    .select('source_id')
    .where('run_id', '=', runId)
    .where('entity_type', '=', entityType)
    .where('source_id', 'in', [...new Set(sourceIds)])
    .where(sql<number>`progress & ${bitOf('unchanged')}`, '<>', 0)
    .execute();
  const ids = rows.map((row) => row.source_id);
  await markRecords(tx, runId, entityType, 'conflict', ids);
}

/** Of the given records, those that some run of the migration changed on the target after they were created. */
export async function listUpdated(
  db: Reader,
  migrationId: MigrationId,
  entityType: EntityType,
  sourceIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (sourceIds.length === 0) return new Set();
  const rows = await db
    .selectFrom('run_records as record')
    .innerJoin('runs', 'runs.id', 'record.run_id')
    .select('record.source_id')
    .where('runs.migration_id', '=', migrationId)
    .where('record.entity_type', '=', entityType)
    .where('record.source_id', 'in', [...new Set(sourceIds)])
    .where(sql<number>`record.progress & ${bitOf('updated')}`, '<>', 0)
    .execute();
  return new Set(rows.map((row) => row.source_id));
}
