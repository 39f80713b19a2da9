import type { PauseReason, RunId, RunState } from '@z2q/contracts';
import { sql } from 'kysely';
import type { Writer } from '../store.ts';

/** Changes of a run's state. */

/** Starts a queued run when its first batch is taken up. */
export async function markRunning(tx: Writer, id: RunId, now: string): Promise<void> {
  await tx
    .updateTable('runs')
    .set({ state: 'running', started_at: now })
    .where('id', '=', id)
    .where('state', '=', 'queued')
    .execute();
}

export type Pause = {
  readonly reason: PauseReason;
  readonly recommendedAction: string;
  readonly resumeAt: number | null;
};

/** @returns whether the run was under way. One that is paused already keeps its reason. */
export const pauseRun = (tx: Writer, id: RunId, pause: Pause, nowMs = Date.now()): Promise<boolean> =>
  setPause(tx, id, pause, nowMs, ['queued', 'running']);

/** Pauses a run, also one that paused by itself. @returns whether it was not over. */
export const takeOverPause = (tx: Writer, id: RunId, pause: Pause, nowMs = Date.now()): Promise<boolean> =>
  setPause(tx, id, pause, nowMs, ['queued', 'running', 'paused']);

async function setPause(
  tx: Writer,
  id: RunId,
  pause: Pause,
  nowMs: number,
  from: readonly RunState[],
): Promise<boolean> {
  const result = await tx
    .updateTable('runs')
    .set((eb) => ({
      state: 'paused',
      pause_reason: pause.reason,
      recommended_action: pause.recommendedAction,
      resume_at: pause.resumeAt,
      paused_at: eb.fn.coalesce('paused_at', eb.val(nowMs)),
    }))
    .where('id', '=', id)
    .where('state', 'in', from)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Ends a pause; a run that never began waits in the queue again. @returns whether the run was paused. */
export async function endPause(
  tx: Writer,
  id: RunId,
  { nowMs, approves }: { readonly nowMs: number; readonly approves: boolean },
): Promise<boolean> {
  const result = await tx
    .updateTable('runs')
    .set((eb) => ({
      ...OPEN,
      state: STARTED_OR_QUEUED,
      paused_ms: pausedUntil(nowMs),
      ...(approves ? { is_approved: eb.val(1) } : {}),
    }))
    .where('id', '=', id)
    .where('state', '=', 'paused')
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Has runs that are paused for a reason try again at once, because it may be over. */
export async function wakeRuns(tx: Writer, reason: PauseReason, nowMs: number): Promise<void> {
  await tx
    .updateTable('runs')
    .set({ resume_at: nowMs })
    .where('state', '=', 'paused')
    .where('pause_reason', '=', reason)
    .execute();
}

/** Ends a run. `recommendedAction` says what a person does next, if anything. */
export async function finishRun(
  tx: Writer,
  id: RunId,
  state: RunState,
  now: string,
  recommendedAction: string | null = null,
): Promise<boolean> {
  const result = await tx
    .updateTable('runs')
    .set({
      ...OPEN,
      state,
      recommended_action: recommendedAction,
      paused_ms: pausedUntil(Date.parse(now)),
      finished_at: now,
    })
    .where('id', '=', id)
    .where('state', 'in', ['queued', 'running', 'paused'])
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Opens a finished run again, for a retry of what failed. The time it was over counts as a pause. */
export async function reopenRun(
  tx: Writer,
  run: { readonly id: RunId; readonly finishedAt: string | null },
  now: string,
): Promise<void> {
  const idleMs = run.finishedAt === null ? 0 : Math.max(0, Date.parse(now) - Date.parse(run.finishedAt));
  await tx
    .updateTable('runs')
    .set((eb) => ({
      ...OPEN,
      state: STARTED_OR_QUEUED,
      paused_ms: eb('paused_ms', '+', idleMs),
      finished_at: null,
    }))
    .where('id', '=', run.id)
    .execute();
}

const OPEN = { pause_reason: null, recommended_action: null, resume_at: null, paused_at: null } as const;
const STARTED_OR_QUEUED = sql<string>`case when started_at is null then 'queued' else 'running' end`;

/** A pause before the start is no part of the time between start and end. */
const pausedUntil = (nowMs: number) =>
  sql<number>`paused_ms + case when paused_at is null or started_at is null or paused_at > ${nowMs} then 0
    else ${nowMs} - paused_at end`;
