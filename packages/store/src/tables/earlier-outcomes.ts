import type { EntityType } from '@z2q/contracts';
import { type RawBuilder, sql } from 'kysely';
import { byIds } from '../in-chunks.ts';
import type { InMigration, InRun } from '../in-run.ts';
import type { Reader } from '../store.ts';
import { bitsOf, listRecordNames } from './records.ts';

type Skip = { readonly sourceId: string; readonly reason: string };

/** Those of the given records that earlier runs skipped, with the reason, unless a later run transformed or failed them. */
export async function listEarlierSkips(
  db: InMigration<Reader>,
  entityType: EntityType,
  sourceIds: readonly string[],
): Promise<readonly Skip[]> {
  const rows = await byIds(sourceIds, (some) =>
    db
      .selectFrom('run_records as record')
      .innerJoin('runs', 'runs.id', 'record.run_id')
      .select(['record.source_id', 'record.skip_reason'])
      .where('runs.migration_id', '=', db.migrationId)
      .where('record.entity_type', '=', entityType)
      .where('record.source_id', 'in', some)
      .where('record.skip_reason', 'is not', null)
      .where(isNewest(db, 'record', entityType, isJudged))
      .execute(),
  );
  return rows.map((row) => ({ sourceId: row.source_id, reason: row.skip_reason ?? '' }));
}

export type Untransformed = {
  readonly sourceId: string;
  readonly sourceKey: string | null;
  /** Why transform, or extract before it, failed; null: neither has reached the record. */
  readonly reason: string | null;
};

/**
 * Those of the given records that have no draft, or that the newest run to reach them could not transform. The draft of
 * the latter, if any, is outdated.
 */
export async function listUntransformed(
  db: InRun<Reader>,
  entityType: EntityType,
  sourceIds: readonly string[],
  drafted: ReadonlySet<string>,
): Promise<readonly Untransformed[]> {
  const reasons = await findReasons(db, entityType, sourceIds);
  const short = sourceIds.filter((id) => !drafted.has(id) || reasons.has(id));
  const names = await listRecordNames(db, entityType, short);
  return names.map((name) => ({ ...name, reason: reasons.get(name.sourceId) ?? null }));
}

/** Why each record failed before loading, unless a later run transformed it. */
async function findReasons(
  db: InMigration<Reader>,
  entityType: EntityType,
  sourceIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await byIds(sourceIds, (some) =>
    db
      .selectFrom('record_failures as failure')
      .innerJoin('runs', 'runs.id', 'failure.run_id')
      .select(['failure.source_id', 'failure.message'])
      .where('runs.migration_id', '=', db.migrationId)
      .where('failure.entity_type', '=', entityType)
      .where('failure.phase', 'in', ['extract', 'transform'])
      .where('failure.source_id', 'in', some)
      .where(isNewest(db, 'failure', entityType, isTransformed))
      .orderBy('runs.created_at')
      .execute(),
  );
  return new Map(rows.map((row) => [row.source_id, row.message]));
}

const isJudged = sql<boolean>`(later.skip_reason is not null
  or later.progress & ${bitsOf('transformed', 'failed')} <> 0)`;
const isTransformed = sql<boolean>`later.progress & ${bitsOf('transformed')} <> 0`;

/** True when no later run of the migration than the row's own (`runs`) satisfies `isLater` for the same record. */
const isNewest = (
  { migrationId }: InMigration<Reader>,
  row: 'record' | 'failure',
  entityType: EntityType,
  isLater: RawBuilder<boolean>,
): RawBuilder<boolean> => sql<boolean>`not exists (
  select later.source_id from run_records as later inner join runs as later_run on later_run.id = later.run_id
  where later_run.migration_id = ${migrationId} and later.entity_type = ${entityType}
    and later.source_id = ${sql.ref(`${row}.source_id`)} and later_run.created_at > runs.created_at and ${isLater})`;
