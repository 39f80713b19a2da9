import type { EntityType, FailureCode } from '@z2q/contracts';
import { sql } from 'kysely';
import { byIds } from '../in-chunks.ts';
import type { InMigration, InRun } from '../in-run.ts';
import type { Reader, Writer } from '../store.ts';
import { clearFailures } from './failures.ts';
import { bitsOf, markRecords, unmarkRecords } from './records.ts';

const FOREIGN: FailureCode = 'foreign_on_target';

/** Whether this run has validated records of the type before. */
export async function isValidated(db: InRun<Reader>, entityType: EntityType): Promise<boolean> {
  const verified = await db
    .selectFrom('run_counts')
    .select('verified')
    .where('run_id', '=', db.runId)
    .where('entity_type', '=', entityType)
    .where('verified', '>', 0)
    .executeTakeFirst();
  if (verified) return true;
  const failed = await db
    .selectFrom('record_failures')
    .select('source_id')
    .where('run_id', '=', db.runId)
    .where('phase', '=', 'validate')
    .where('entity_type', '=', entityType)
    .limit(1)
    .executeTakeFirst();
  return failed !== undefined;
}

/** Deletes what an earlier validation of the same run found about the given records, so that they are validated again. */
export async function resetValidation(
  tx: InRun<Writer>,
  entityType: EntityType,
  sourceIds: readonly string[],
): Promise<void> {
  const failed = await byIds(sourceIds, (some) =>
    tx
      .selectFrom('record_failures')
      .select('source_id')
      .where('run_id', '=', tx.runId)
      .where('phase', '=', 'validate')
      .where('entity_type', '=', entityType)
      .where('source_id', 'in', some)
      .execute(),
  );
  const ids = failed.map((row) => row.source_id);
  await clearFailures(tx, 'validate', entityType, ids);
  await unmarkRecords(tx, entityType, 'verified', sourceIds);
}

/** Deletes what an earlier validation found about a type as a whole: checks, and foreign objects. */
export async function clearChecks(tx: InRun<Writer>, entityType: EntityType): Promise<void> {
  await tx
    .deleteFrom('run_checks')
    .where('run_id', '=', tx.runId)
    .where('entity_type', '=', entityType)
    .execute();
  await tx
    .deleteFrom('record_failures')
    .where('run_id', '=', tx.runId)
    .where('phase', '=', 'validate')
    .where('entity_type', '=', entityType)
    .where('code', '=', FOREIGN)
    .execute();
}

/** Those of the given records that must be on the target: they are in the source and neither failed nor skipped. */
export async function getExpected(
  db: InRun<Reader>,
  entityType: EntityType,
  sourceIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await byIds(sourceIds, (some) =>
    db
      .selectFrom('run_records')
      .select('source_id')
      .where('run_id', '=', db.runId)
      .where('entity_type', '=', entityType)
      .where('source_id', 'in', some)
      .where(sql<number>`progress & ${bitsOf('failed', 'skipped')}`, '=', 0)
      .execute(),
  );
  return new Set(rows.map((row) => row.source_id));
}

/**
 * Marks a conflict for those of the given records that this run found unchanged in the source: they were edited on the
 * target.
 */
export async function markConflicts(
  tx: InRun<Writer>,
  entityType: EntityType,
  sourceIds: readonly string[],
): Promise<void> {
  if (sourceIds.length === 0) return;
  const rows = await byIds(sourceIds, (some) =>
    tx
      .selectFrom('run_records')
      .select('source_id')
      .where('run_id', '=', tx.runId)
      .where('entity_type', '=', entityType)
      .where('source_id', 'in', some)
      .where(sql<number>`progress & ${bitsOf('unchanged')}`, '<>', 0)
      .execute(),
  );
  const ids = rows.map((row) => row.source_id);
  await markRecords(tx, entityType, 'conflict', ids);
}

/** Those of the given records that some run of the migration updated on the target after they were created. */
export async function getUpdated(
  db: InMigration<Reader>,
  entityType: EntityType,
  sourceIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await byIds(sourceIds, (some) =>
    db
      .selectFrom('run_records as record')
      .innerJoin('runs', 'runs.id', 'record.run_id')
      .select('record.source_id')
      .where('runs.migration_id', '=', db.migrationId)
      .where('record.entity_type', '=', entityType)
      .where('record.source_id', 'in', some)
      .where(sql<number>`record.progress & ${bitsOf('updated')}`, '<>', 0)
      .execute(),
  );
  return new Set(rows.map((row) => row.source_id));
}
