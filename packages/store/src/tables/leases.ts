import type { BatchJob } from '@z2q/contracts';
import { stageRule } from '@z2q/pipeline';
import { type RawBuilder, sql } from 'kysely';
import { CLOCK_SLACK_MS } from '../clock-slack.ts';
import { compileOnce } from '../compile-once.ts';
import type { InRun } from '../in-run.ts';
import type { Reader, Writer } from '../store.ts';
import { type Batch, toBatch, whereIs } from './batches.ts';
import { addMeasure } from './measures.ts';
import { markRunning } from './runs.ts';

/** How long a lease lasts after each renewal, in milliseconds: what a killed worker holds waits no longer for another. */
export const LEASE_MS = 9_000;

/** `owner` is `{process}/{claim}`: the name of the worker process and of this one hold on the batch. */
export type Lease = { readonly owner: string; readonly nowMs: number; readonly leaseMs: number };

/**
 * Gives a batch to a worker and, with the first batch, starts a queued run. The batch must be due, its run queued or
 * running, its stage open, and no live worker may hold it. Writes go one at a time (`Store.write`), so no other worker
 * gets it.
 * @returns undefined when the batch is not to be worked on now.
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
    .select('runs.state as run_state')
    .where('batch.run_id', '=', job.runId)
    .where('batch.phase', '=', job.phase)
    .where('batch.entity_type', '=', job.entityType)
    .where('batch.batch', '=', job.batch)
    .where('runs.state', 'in', ['queued', 'running'])
    .where('stage.state', '=', 'open')
    .where(isDue(lease.nowMs))
    .executeTakeFirst();
  if (!row || (await mustWaitItsTurn(tx, job))) return undefined;
  if ((row.lease_until ?? 0) > lease.nowMs) {
    await extendLeaseOf(tx, job, lease);
    return undefined;
  }
  const losses = row.losses + (row.state === 'active' ? 1 : 0);
  if (await mustWaitForRoom(tx, losses, lease)) return undefined;
  if (row.state === 'active')
    await addMeasure(tx, job.runId, { measure: 'got_over', name: 'taken_over', value: 1 });
  await whereIs(tx.updateTable('entity_batch_state'), job)
    .set({
      state: 'active',
      begun: 1,
      attempts: row.attempts + 1,
      losses,
      lease_owner: lease.owner,
      lease_until: lease.nowMs + lease.leaseMs,
      updated_at: new Date(lease.nowMs).toISOString(),
    })
    .execute();
  if (row.run_state === 'queued') await markRunning(tx, job.runId, new Date(lease.nowMs).toISOString());
  return toBatch({ ...row, attempts: row.attempts + 1, losses });
}

/** Longer than any lease lasts without a renewal. */
const LONGEST_LEASE_MS = 60_000;

/**
 * SQL condition on a row `batch`: its time has come and no live worker holds it. A time stamp from before the clock was
 * set back delays nothing.
 */
export const isDue = (nowMs: number): RawBuilder<boolean> => {
  const tooNew = new Date(nowMs + CLOCK_SLACK_MS).toISOString();
  return sql<boolean>`(batch.state = 'pending' and (batch.not_before <= ${nowMs} or batch.updated_at > ${tooNew})
    or batch.state = 'active' and (batch.lease_until < ${nowMs} or batch.lease_until > ${nowMs + LONGEST_LEASE_MS}))`;
};

/** A lease from before the clock was set back is shortened to a normal one; a live worker renews it. */
const extendLeaseOf = (tx: Writer, job: BatchJob, { nowMs, leaseMs }: Lease) =>
  whereIs(tx.updateTable('entity_batch_state'), job)
    .set({ lease_until: nowMs + leaseMs })
    .execute();

/** A batch that has lost this many workers may be what ends them. */
export const SUSPECT_AFTER = 2;

/**
 * A suspect is worked on alone, so that it cannot take other batches down with it. It waits for a process that holds
 * nothing else, and that process takes up nothing beside it.
 */
async function mustWaitForRoom(tx: Writer, losses: number, { owner, nowMs }: Lease): Promise<boolean> {
  const [process = ''] = owner.split('/', 1);
  const held = await tx
    .selectFrom('entity_batch_state')
    .select('losses')
    .where('state', '=', 'active')
    .where('lease_owner', '>', `${process}/`)
    .where('lease_owner', '<', `${process}/~`)
    .where('lease_until', '>=', nowMs)
    .execute();
  return losses >= SUSPECT_AFTER ? held.length > 0 : held.some((other) => other.losses >= SUSPECT_AFTER);
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
    .where('state', '<>', 'done')
    .limit(1)
    .executeTakeFirst();
  return earlier !== undefined;
}

/** Renews a lease. @returns false when the worker has lost it and must stop. */
export async function extendLease(tx: Writer, job: BatchJob, lease: Lease): Promise<boolean> {
  const result = await whereIs(tx.updateTable('entity_batch_state'), job)
    .set({ lease_until: lease.nowMs + lease.leaseMs })
    .where('state', '=', 'active')
    .where('lease_owner', '=', lease.owner)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Whether the lease is still held, as of this transaction. */
export async function holdsLease(db: Reader, job: BatchJob, owner: string): Promise<boolean> {
  const { rows } = await selectHeld(db, { ...job, owner });
  return rows.length > 0;
}

const selectHeld = compileOnce((db: Reader, held: BatchJob & { readonly owner: string }) =>
  whereIs(db.selectFrom('entity_batch_state'), held)
    .select('batch')
    .where('state', '=', 'active')
    .where('lease_owner', '=', held.owner),
);

/** Makes leases from before the clock was set back end at `untilMs`. */
export async function boundLeases(tx: InRun<Writer>, { nowMs, untilMs }: Bound): Promise<void> {
  await tx
    .updateTable('entity_batch_state')
    .set({ lease_until: untilMs })
    .where('run_id', '=', tx.runId)
    .where('state', '=', 'active')
    .where('lease_until', '>', nowMs + LONGEST_LEASE_MS)
    .execute();
}

type Bound = { readonly nowMs: number; readonly untilMs: number };

/** Epoch milliseconds at which the last lease of the run ends or ended; null: no batch of the run is held. */
export async function findLatestLease(db: InRun<Reader>): Promise<number | null> {
  const row = await db
    .selectFrom('entity_batch_state')
    .select((eb) => eb.fn.max('lease_until').as('latest'))
    .where('run_id', '=', db.runId)
    .where('state', '=', 'active')
    .executeTakeFirst();
  return row?.latest ?? null;
}

const NOTE_LENGTH = 500;

export type Release = {
  readonly owner: string;
  readonly nowMs: number;
  /** When the batch may be taken up again. */
  readonly notBeforeMs: number;
  /** false: the batch was not to blame. */
  readonly costsAttempt: boolean;
  /** What the batch waits for, in words. */
  readonly note?: string;
};

/** Hands a batch back to the queue. */
export async function releaseBatch(tx: Writer, job: BatchJob, release: Release): Promise<void> {
  const { owner, nowMs, notBeforeMs, costsAttempt, note = null } = release;
  await whereIs(tx.updateTable('entity_batch_state'), job)
    .set((eb) => ({
      state: 'pending',
      not_before: notBeforeMs,
      lease_owner: null,
      lease_until: null,
      attempts: costsAttempt ? eb.ref('attempts') : eb('attempts', '-', 1),
      note: note?.slice(0, NOTE_LENGTH) ?? null,
      updated_at: new Date(nowMs).toISOString(),
    }))
    .where('state', '=', 'active')
    .where('lease_owner', '=', owner)
    .execute();
}
