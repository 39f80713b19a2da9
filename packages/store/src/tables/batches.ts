import {
  BatchJob,
  type BatchKind,
  type RunId,
  type StagePhase,
  type StageType,
  type WorkableBatch,
} from '@z2q/contracts';
import { type StageKey, stageRule } from '@z2q/pipeline';
import type { Generated, Insertable, Selectable } from 'kysely';
import { byRows } from '../in-chunks.ts';
import type { Reader, Writer } from '../store.ts';
import { noteMove } from './runs.ts';
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
  losses: Generated<number>;
  note: Generated<string | null>;
  /** 1 once a worker has taken the batch up, also when it handed the batch back without an attempt. */
  begun: number;
};

/** A checkpoint: what a job works on, and its progress. */
export type Batch = BatchJob & {
  readonly kind: BatchKind;
  readonly ids: readonly string[];
  /** What the batch needs beside ids, such as where its page starts. */
  readonly params: unknown;
  readonly attempts: number;
  /** How often its worker was gone before it finished the batch or handed it back. */
  readonly losses: number;
};

export type NewBatch = {
  readonly stage: StageKey;
  readonly kind: BatchKind;
  readonly ids?: readonly string[];
  readonly params?: unknown;
  /** Attempts that count as made, for a batch whose records were tried before in another batch. */
  readonly attempts?: number;
  /** Losses that count as made, for the same reason. */
  readonly losses?: number;
  /** Whether a worker may have worked on some of its records, in the batch that they come from. */
  readonly isBegun?: boolean;
};

/** A batch that was added. It can be worked on once its stage is open. */
export type AddedBatch = Omit<WorkableBatch, 'projectKey'>;

/** Adds batches to their stages, numbered on from the last one. Nobody else gives out numbers meanwhile (`Store.write`). */
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
  { kind, ids = [], params, attempts = 0, losses = 0, isBegun = false }: NewBatch,
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
  losses,
  begun: Number(isBegun),
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

/** How many earlier batches of the same kind the batch's stage has. */
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

/** Marks a batch done. @throws {LeaseLostError} when another worker holds the batch now, which then does the work. */
export async function finishBatch(tx: Writer, job: BatchJob, owner: string, now: string): Promise<void> {
  const result = await whereIs(tx.updateTable('entity_batch_state'), job)
    .set({ state: 'done', lease_owner: null, lease_until: null, updated_at: now })
    .where('state', '=', 'active')
    .where('lease_owner', '=', owner)
    .executeTakeFirst();
  if (result.numUpdatedRows === 0n) throw new LeaseLostError(job);
  await addToStage(tx, job.runId, `${job.phase}/${job.entityType}`, { done: 1 });
  await noteMove(tx, job.runId, Date.parse(now));
}

/**
 * Removes the batches after the given one from a sequential stage, so that they can be added again behind the batches
 * that replace it. No worker holds any of them. Other stages are left alone.
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
    .returning(['batch', 'kind', 'ids', 'params', 'attempts', 'losses', 'begun'])
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
      losses: row.losses,
      isBegun: row.begun === 1,
    }));
}

/** Another worker has taken the batch over and goes on with it. What was committed so far is safe. */
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

export function whereIs<Query extends Keyed<Query>>(query: Query, job: BatchJob): Query {
  return query
    .where('run_id', '=', job.runId)
    .where('phase', '=', job.phase)
    .where('entity_type', '=', job.entityType)
    .where('batch', '=', job.batch);
}

export const toBatch = (row: Selectable<BatchRow>): Batch => ({
  ...BatchJob.parse({ runId: row.run_id, phase: row.phase, entityType: row.entity_type, batch: row.batch }),
  kind: row.kind as BatchKind,
  ids: JSON.parse(row.ids) as string[],
  params: row.params === null ? undefined : JSON.parse(row.params),
  attempts: row.attempts,
  losses: row.losses,
});
