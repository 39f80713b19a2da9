import type { PauseReason, RunId, RunState } from '@z2q/contracts';
import type { Writer } from '../store.ts';
import { addMeasure } from './measures.ts';
import { countPauseTime } from './pause-times.ts';
import { OPEN, pausedUntil, STARTED_OR_QUEUED } from './runs.ts';

export type Pause = {
  readonly reason: PauseReason;
  /** What the operator should do, where the reason alone does not say it. */
  readonly recommendedAction?: string;
  readonly resumeAt: number | null;
};

/** Pauses a run that is under way; one that is paused already keeps its reason. @returns whether the run was under way. */
export const pauseRun = (tx: Writer, id: RunId, pause: Pause, nowMs = Date.now()): Promise<boolean> =>
  setPause(tx, id, pause, nowMs, ['queued', 'running']);

/** Pauses a run; one that is paused already takes the new reason. @returns false when the run was over. */
export const takeOverPause = (tx: Writer, id: RunId, pause: Pause, nowMs = Date.now()): Promise<boolean> =>
  setPause(tx, id, pause, nowMs, ['queued', 'running', 'paused']);

async function setPause(
  tx: Writer,
  id: RunId,
  pause: Pause,
  nowMs: number,
  from: readonly RunState[],
): Promise<boolean> {
  await countPauseTime(tx, id, nowMs);
  const result = await tx
    .updateTable('runs')
    .set((eb) => ({
      state: 'paused',
      pause_reason: pause.reason,
      recommended_action: pause.recommendedAction ?? null,
      resume_at: pause.resumeAt,
      reason_since: nowMs,
      paused_at: eb.fn.coalesce('paused_at', eb.val(nowMs)),
    }))
    .where('id', '=', id)
    .where('state', 'in', from)
    .executeTakeFirst();
  if (result.numUpdatedRows === 0n) return false;
  await addMeasure(tx, id, { measure: 'pauses', name: pause.reason, value: 1 });
  return true;
}

/** Ends a pause. A run that never began is queued again. @returns whether the run was paused. */
export async function endPause(
  tx: Writer,
  id: RunId,
  { nowMs, approves }: { readonly nowMs: number; readonly approves: boolean },
): Promise<boolean> {
  await countPauseTime(tx, id, nowMs);
  const result = await tx
    .updateTable('runs')
    .set((eb) => ({
      ...OPEN,
      state: STARTED_OR_QUEUED,
      moved_at: nowMs,
      paused_ms: pausedUntil(nowMs),
      ...(approves ? { is_approved: eb.val(1) } : {}),
    }))
    .where('id', '=', id)
    .where('state', '=', 'paused')
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
