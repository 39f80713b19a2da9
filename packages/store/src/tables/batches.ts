import {
  BatchJob,
  type BatchKind,
  type RunId,
  type StagePhase,
  type StageType,
  type WorkableBatch,
} from '@z2q/contracts';
import { type StageKey, stageRule } from '@z2q/pipeline';
import { type Insertable, type Selectable, sql } from 'kysely';
import { byRows } from '../in-chunks.ts';
import type { InRun } from '../in-run.ts';
import type { Reader, Writer } from '../store.ts';
import { addToStage } from './stages.ts';

export type BatchRow = {
  run_id: string;
  phase: string;
  entity_type: string;
  batch: number;
  kind: string;
  ids: string;
  params: string | null;
  state: string;
  size: number;
  attempts: number;
  not_before: number;
  lease_owner: string | null;
  lease_until: number | null;
  updated_at: string;
};

/** A checkpoint: what a job works on and how far it is. */
export type Batch = BatchJob & {
  readonly kind: BatchKind;
  readonly ids: readonly string[];
  /** What a `page` batch needs beside ids, such as where the page starts. */
  readonly params: unknown;
  readonly attempts: number;
};

export type NewBatch = {
  readonly stage: StageKey;
  readonly kind: BatchKind;
  readonly ids?: readonly string[];
  readonly params?: unknown;
  /** Attempts that count as made, of a batch whose records were tried before as part of another. */
  readonly attempts?: number;
};

/** A batch that was added; it can be worked on once its stage is open. */
export type AddedBatch = Omit<WorkableBatch, 'projectKey'>;

/** Adds batches to their stages, numbered on from what is there: no other number is given meanwhile (`Store.write`). */
export async function insertBatches(
  tx: Writer,
  runId: RunId,
  batches: readonly NewBatch[],
  now: string,
): Promise<readonly AddedBatch[]> {
  const added: AddedBatch[] = [];
  for (const [stage, some] of Map.groupBy(batches, (batch) => batch.stage)) {
    const { phase, type } = stageRule(stage);
    const first = await nextNumber(tx, runId, phase, type);
    const numbered = some.map((batch, index) => ({
      batch,
      job: { runId, phase, entityType: type, batch: first + index },
    }));
    await byRows(
      numbered.map(({ batch, job }) => toRow(batch, job, now)),
      (rows) => tx.insertInto('entity_batch_state').values(rows).execute(),
    );
    await addToStage(tx, runId, stage, { total: some.length });
    for (const { batch, job } of numbered) added.push(toAdded(batch, job, now));
  }
  return added;
}

const toAdded = (
  { kind, ids = [], params, attempts = 0 }: NewBatch,
  job: BatchJob,
  now: string,
): AddedBatch => ({ ...job, kind, params, size: ids.length, attempts, movedAt: now });

const toRow = (
  { kind, ids = [], params, attempts = 0 }: NewBatch,
  job: BatchJob,
  now: string,
): Insertable<BatchRow> => ({
  run_id: job.runId,
  phase: job.phase,
  entity_type: job.entityType,
  batch: job.batch,
  kind,
  ids: JSON.stringify(ids),
  params: params === undefined ? null : JSON.stringify(params),
  state: 'pending',
  size: ids.length,
  attempts,
  not_before: 0,
  lease_owner: null,
  lease_until: null,
  updated_at: now,
});

async function nextNumber(tx: Writer, runId: RunId, phase: StagePhase, type: StageType): Promise<number> {
  const row = await tx
    .selectFrom('entity_batch_state')
    .select((eb) => eb.fn.max('batch').as('last'))
    .where('run_id', '=', runId)
    .where('phase', '=', phase)
    .where('entity_type', '=', type)
    .executeTakeFirst();
  return row?.last === null || row?.last === undefined ? 0 : Number(row.last) + 1;
}

/** How many batches of its kind its stage had before a batch. */
export async function countEarlier(db: Reader, batch: Batch): Promise<number> {
  const { count } = await db
    .selectFrom('entity_batch_state')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('run_id', '=', batch.runId)
    .where('phase', '=', batch.phase)
    .where('entity_type', '=', batch.entityType)
    .where('batch', '<', batch.batch)
    .where('kind', '=', batch.kind)
    .executeTakeFirstOrThrow();
  return Number(count);
}

export type Lease = { readonly owner: string; readonly nowMs: number; readonly leaseMs: number };

/**
 * Takes a batch up: it must be due, its run running, its stage open, and no live worker may hold it. Nobody else takes
 * it up meanwhile, since writes go one at a time (`Store.write`).
 * @returns undefined when it is not to be worked on now.
 */
export async function claimBatch(tx: Writer, job: BatchJob, lease: Lease): Promise<Batch | undefined> {
  const row = await tx
    .selectFrom('entity_batch_state as batch')
    .innerJoin('runs', 'runs.id', 'batch.run_id')
    .innerJoin('run_stages as stage', (join) =>
      join
        .onRef('stage.run_id', '=', 'batch.run_id')
        .onRef('stage.phase', '=', 'batch.phase')
        .onRef('stage.entity_type', '=', 'batch.entity_type'),
    )
    .selectAll('batch')
    .where('batch.run_id', '=', job.runId)
    .where('batch.phase', '=', job.phase)
    .where('batch.entity_type', '=', job.entityType)
    .where('batch.batch', '=', job.batch)
    .where('runs.state', 'in', ['queued', 'running'])
    .where('stage.state', '=', 'open')
    .where('batch.not_before', '<=', lease.nowMs)
    .where((eb) =>
      eb.or([
        eb('batch.state', '=', 'pending'),
        eb.and([eb('batch.state', '=', 'active'), eb('batch.lease_until', '<', lease.nowMs)]),
      ]),
    )
    .executeTakeFirst();
  if (!row || (await mustWaitItsTurn(tx, job))) return undefined;
  await whereIs(tx.updateTable('entity_batch_state'), job)
    .set({
      state: 'active',
      attempts: row.attempts + 1,
      lease_owner: lease.owner,
      lease_until: lease.nowMs + lease.leaseMs,
      updated_at: new Date(lease.nowMs).toISOString(),
    })
    .execute();
  return toBatch({ ...row, attempts: row.attempts + 1 });
}

async function mustWaitItsTurn(tx: Writer, job: BatchJob): Promise<boolean> {
  if (!stageRule(`${job.phase}/${job.entityType}`).isSequential) return false;
  const earlier = await tx
    .selectFrom('entity_batch_state')
    .select('batch')
    .where('run_id', '=', job.runId)
    .where('phase', '=', job.phase)
    .where('entity_type', '=', job.entityType)
    .where('batch', '<', job.batch)
    .where('state', '<>', sql.lit('done'))
    .limit(1)
    .executeTakeFirst();
  return earlier !== undefined;
}

/** @returns whether the lease is still ours; a worker that lost it must stop. */
export async function extendLease(tx: Writer, job: BatchJob, lease: Lease): Promise<boolean> {
  const result = await whereIs(tx.updateTable('entity_batch_state'), job)
    .set({ lease_until: lease.nowMs + lease.leaseMs })
    .where('state', '=', 'active')
    .where('lease_owner', '=', lease.owner)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Epoch milliseconds at which the last of the run's leases ends or has ended; null: no batch of it is held. */
export async function findLatestLease(db: InRun<Reader>): Promise<number | null> {
  const row = await db
    .selectFrom('entity_batch_state')
    .select((eb) => eb.fn.max('lease_until').as('latest'))
    .where('run_id', '=', db.runId)
    .where('state', '=', 'active')
    .executeTakeFirst();
  return row?.latest ?? null;
}

/** Hands a batch back, to be taken up again at `notBeforeMs`. `costsAttempt` false: it was not the batch's fault. */
export async function releaseBatch(
  tx: Writer,
  job: BatchJob,
  owner: string,
  notBeforeMs: number,
  costsAttempt: boolean,
): Promise<void> {
  await whereIs(tx.updateTable('entity_batch_state'), job)
    .set((eb) => ({
      state: 'pending',
      not_before: notBeforeMs,
      lease_owner: null,
      lease_until: null,
      attempts: costsAttempt ? eb.ref('attempts') : eb('attempts', '-', 1),
      updated_at: new Date().toISOString(),
    }))
    .where('state', '=', 'active')
    .where('lease_owner', '=', owner)
    .execute();
}

/** Marks a batch done. @throws {Error} when the lease was lost: whoever holds it now does the work. */
export async function finishBatch(tx: Writer, job: BatchJob, owner: string, now: string): Promise<void> {
  const result = await whereIs(tx.updateTable('entity_batch_state'), job)
    .set({ state: 'done', lease_owner: null, lease_until: null, updated_at: now })
    .where('state', '=', 'active')
    .where('lease_owner', '=', owner)
    .executeTakeFirst();
  if (result.numUpdatedRows === 0n) throw new LeaseLostError(job);
  await addToStage(tx, job.runId, `${job.phase}/${job.entityType}`, { done: 1 });
}

/**
 * Takes what comes after a batch out of a stage that goes in order, to be added again behind what takes the batch's place.
 * None of it is in anybody's hands. Of other stages nothing is taken.
 */
export async function takeLaterBatches(
  tx: Writer,
  { runId, phase, entityType, batch }: BatchJob,
): Promise<readonly NewBatch[]> {
  const stage = `${phase}/${entityType}` as const;
  if (!stageRule(stage).isSequential) return [];
  const rows = await tx
    .deleteFrom('entity_batch_state')
    .where('run_id', '=', runId)
    .where('phase', '=', phase)
    .where('entity_type', '=', entityType)
    .where('batch', '>', batch)
    .returning(['batch', 'kind', 'ids', 'params', 'attempts'])
    .execute();
  await addToStage(tx, runId, stage, { total: -rows.length });
  return rows
    .toSorted((left, right) => left.batch - right.batch)
    .map((row) => ({
      stage,
      kind: row.kind as BatchKind,
      ids: JSON.parse(row.ids) as string[],
      params: row.params === null ? undefined : JSON.parse(row.params),
      attempts: row.attempts,
    }));
}

/** Another worker took the batch over; what was done is safe, and it goes on there. */
export class LeaseLostError extends Error {
  override readonly name = 'LeaseLostError';

  constructor(job: BatchJob) {
    super(
      `Batch ${job.phase}/${job.entityType}/${job.batch} of run ${job.runId} was taken over by another worker`,
    );
  }
}

type Keyed<Query> = {
  where(column: 'run_id' | 'phase' | 'entity_type' | 'batch', operator: '=', value: string | number): Query;
};

function whereIs<Query extends Keyed<Query>>(query: Query, job: BatchJob): Query {
  return query
    .where('run_id', '=', job.runId)
    .where('phase', '=', job.phase)
    .where('entity_type', '=', job.entityType)
    .where('batch', '=', job.batch);
}

const toBatch = (row: Selectable<BatchRow>): Batch => ({
  ...BatchJob.parse({ runId: row.run_id, phase: row.phase, entityType: row.entity_type, batch: row.batch }),
  kind: row.kind as BatchKind,
  ids: JSON.parse(row.ids) as string[],
  params: row.params === null ? undefined : JSON.parse(row.params),
  attempts: row.attempts,
});
