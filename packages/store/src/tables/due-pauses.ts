import type { PauseReason, RunId } from '@z2q/contracts';
import { CLOCK_SLACK_MS } from '../clock-slack.ts';
import type { Reader, Writer } from '../store.ts';

/** A pause whose end has come, as it was found. */
export type DuePause = {
  readonly id: RunId;
  readonly reason: PauseReason;
  readonly resumeAt: number;
};

/** Paused runs whose time to try again has come, or that were paused before the clock was set back. */
export async function listDuePauses(db: Reader, nowMs: number): Promise<readonly DuePause[]> {
  const rows = await db
    .selectFrom('runs')
    .select(['id', 'pause_reason', 'resume_at'])
    .where('state', '=', 'paused')
    .where('resume_at', 'is not', null)
    .where((eb) => eb.or([eb('resume_at', '<=', nowMs), eb('paused_at', '>', nowMs + CLOCK_SLACK_MS)]))
    .execute();
  return rows.map((row) => ({
    id: row.id as RunId,
    reason: row.pause_reason as PauseReason,
    resumeAt: Number(row.resume_at),
  }));
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
