import type { EntityType, FailureCode, FailureItem, RecordFailure, StagePhase } from '@z2q/contracts';
import { type Selectable, sql } from 'kysely';
import { byIds, byRows, idsOf, lastOfEach, replacing } from '../in-chunks.ts';
import type { InRun } from '../in-run.ts';
import type { Reader, Writer } from '../store.ts';
import { holdFailed, releaseAccounts } from './ledger/held.ts';
import { markRecords, unmarkRecords } from './records.ts';

export type FailureRow = {
  run_id: string;
  phase: string;
  entity_type: string;
  source_id: string;
  source_key: string | null;
  code: string;
  message: string;
  attempts: number;
  at: string;
};

const MESSAGE_LIMIT = 2_000;

export type FailedRecords = {
  readonly phase: StagePhase;
  readonly entityType: EntityType;
  readonly failures: readonly RecordFailure[];
  readonly now: string;
};

/**
 * Stores why records did not get through a phase and counts them as failed. A record that fails again keeps the newest
 * reason.
 */
export async function storeFailures(tx: InRun<Writer>, failed: FailedRecords): Promise<void> {
  const { phase, entityType, failures, now } = failed;
  const rows = failures.map((failure) => ({
    run_id: tx.runId,
    phase,
    entity_type: entityType,
    source_id: failure.sourceId,
    source_key: failure.sourceKey,
    code: failure.code,
    message: failure.message.slice(0, MESSAGE_LIMIT),
    attempts: 1,
    at: now,
  }));
  const changed = {
    ...replacing('source_key', 'code', 'message', 'at'),
    attempts: sql<number>`record_failures.attempts + 1`,
  };
  await byRows(
    lastOfEach(rows, (row) => row.source_id),
    (some) =>
      tx
        .insertInto('record_failures')
        .values(some)
        .onConflict((conflict) =>
          conflict.columns(['run_id', 'phase', 'entity_type', 'source_id']).doUpdateSet(changed),
        )
        .execute(),
  );
  await markRecords(tx, entityType, 'failed', idsOf(failures));
  await holdFailed(tx, phase, entityType, failures);
}

/** Deletes the failures of records that got through after all, or are tried again. */
export async function clearFailures(
  tx: InRun<Writer>,
  phase: StagePhase,
  entityType: EntityType,
  sourceIds: readonly string[],
): Promise<void> {
  await byIds(sourceIds, (some) =>
    tx
      .deleteFrom('record_failures')
      .where('run_id', '=', tx.runId)
      .where('phase', '=', phase)
      .where('entity_type', '=', entityType)
      .where('source_id', 'in', some)
      .execute(),
  );
  await unmarkRecords(tx, entityType, 'failed', sourceIds);
  if (phase === 'load') await releaseAccounts(tx, entityType, sourceIds);
}

/**
 * Whether anything of the run failed, be it a record or not. Foreign objects are listed among the failures, but are
 * no failure of the run.
 */
export async function hasFailures(db: InRun<Reader>): Promise<boolean> {
  const row = await db
    .selectFrom('record_failures')
    .select('source_id')
    .where('run_id', '=', db.runId)
    .where('code', '<>', 'foreign_on_target')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Ids and keys of those records that failed in any phase of the run. `names` are ids or keys. */
export async function listFailed(
  db: InRun<Reader>,
  entityType: EntityType,
  names: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await byIds(names, (some) =>
    db
      .selectFrom('record_failures')
      .select(['source_id', 'source_key'])
      .where('run_id', '=', db.runId)
      .where('entity_type', '=', entityType)
      .where((eb) => eb.or([eb('source_id', 'in', some), eb('source_key', 'in', some)]))
      .execute(),
  );
  return new Set(rows.flatMap((row) => [row.source_id, row.source_key ?? row.source_id]));
}

export type FailureFilter = {
  readonly phase?: StagePhase | undefined;
  readonly entityType?: string | undefined;
  readonly code?: FailureCode | undefined;
  readonly sourceId?: string | undefined;
  readonly sourceKey?: string | undefined;
  /** Key of the record that a file hangs on. */
  readonly ownerKey?: string | undefined;
  /** Combined with `sourceKeys`: records that either list names. */
  readonly sourceIds?: readonly string[] | undefined;
  readonly sourceKeys?: readonly string[] | undefined;
};

/** `cursor` is `phase|entityType|sourceId` of the last item given. */
export async function pageFailures(
  db: InRun<Reader>,
  { sourceIds, sourceKeys, ...filter }: FailureFilter,
  limit: number,
  cursor: string | null,
): Promise<readonly FailureItem[]> {
  const page = pageOf(db, filter, limit, cursor);
  if (sourceIds === undefined && sourceKeys === undefined) return (await page.execute()).map(toItem);
  const byId = await byIds(sourceIds ?? [], (some) =>
    page.where('record_failures.source_id', 'in', some).execute(),
  );
  const byKey = await byIds(sourceKeys ?? [], (some) =>
    page.where('record_failures.source_key', 'in', some).execute(),
  );
  const rows = lastOfEach([...byId, ...byKey], (row) => `${row.phase}|${row.entity_type}|${row.source_id}`);
  return rows.toSorted(inOrder).slice(0, limit).map(toItem);
}

function pageOf(
  db: InRun<Reader>,
  filter: Omit<FailureFilter, 'sourceIds' | 'sourceKeys'>,
  limit: number,
  cursor: string | null,
) {
  const [phase = '', type = '', ...rest] = cursor?.split('|') ?? [];
  return db
    .selectFrom('record_failures')
    .leftJoin('zephyr_attachments as file', (join) =>
      join
        .on('file.migration_id', '=', db.migrationId)
        .on('record_failures.entity_type', '=', 'attachment')
        .onRef('file.source_id', '=', 'record_failures.source_id'),
    )
    .selectAll('record_failures')
    .select('file.owner_key as owner_key')
    .where('run_id', '=', db.runId)
    .$if(filter.phase !== undefined, (query) => query.where('phase', '=', filter.phase ?? ''))
    .$if(filter.entityType !== undefined, (query) => query.where('entity_type', '=', filter.entityType ?? ''))
    .$if(filter.code !== undefined, (query) => query.where('code', '=', filter.code ?? ''))
    .$if(filter.sourceId !== undefined, (query) =>
      query.where('record_failures.source_id', '=', filter.sourceId ?? ''),
    )
    .$if(filter.ownerKey !== undefined, (query) => query.where('file.owner_key', '=', filter.ownerKey ?? ''))
    .$if(filter.sourceKey !== undefined, (query) => query.where('source_key', '=', filter.sourceKey ?? ''))
    .$if(cursor !== null, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(
          refTuple('phase', 'entity_type', 'record_failures.source_id'),
          '>',
          tuple(phase, type, rest.join('|')),
        ),
      ),
    )
    .orderBy('phase')
    .orderBy('entity_type')
    .orderBy('record_failures.source_id')
    .limit(limit);
}

const ORDER = ['phase', 'entity_type', 'source_id'] as const;

/** The order of the query, for rows merged from several statements. */
function inOrder(left: Selectable<FailureRow>, right: Selectable<FailureRow>): number {
  const column = ORDER.find((each) => left[each] !== right[each]);
  if (column === undefined) return 0;
  return left[column] < right[column] ? -1 : 1;
}

const toItem = (row: Selectable<FailureRow> & { readonly owner_key: string | null }): FailureItem => ({
  phase: row.phase as StagePhase,
  entityType: row.entity_type as EntityType,
  sourceId: row.source_id,
  sourceKey: row.source_key,
  ...(row.owner_key === null ? {} : { ownerKey: row.owner_key }),
  code: row.code as FailureCode,
  message: row.message,
  attempts: row.attempts,
  at: row.at,
});

export type FailureGroup = {
  readonly phase: StagePhase;
  readonly entityType: EntityType;
  readonly code: FailureCode;
  readonly count: number;
};

export async function groupFailures(db: InRun<Reader>): Promise<readonly FailureGroup[]> {
  const rows = await db
    .selectFrom('record_failures')
    .select((eb) => ['phase', 'entity_type', 'code', eb.fn.countAll().as('count')])
    .where('run_id', '=', db.runId)
    .groupBy(['phase', 'entity_type', 'code'])
    .execute();
  return rows.map((row) => ({
    phase: row.phase as StagePhase,
    entityType: row.entity_type as EntityType,
    code: row.code as FailureCode,
    count: Number(row.count),
  }));
}
