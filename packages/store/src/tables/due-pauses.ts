import type { PauseReason, RunId } from '@z2q/contracts';
import { CLOCK_SLACK_MS } from '../clock-slack.ts';
import type { Reader, Writer } from '../store.ts';

/** A pause that is due, as it was read. */
export type DuePause = {
  readonly id: RunId;
  readonly reason: PauseReason;
  readonly resumeAt: number;
};

/** Paused runs whose time to resume has come. A run that was paused before the clock was set back counts too. */
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

/** Makes runs that are paused for this reason resume at `nowMs`, because the reason may be gone. */
export async function wakeRuns(tx: Writer, reason: PauseReason, nowMs: number): Promise<void> {
  await tx
    .updateTable('runs')
    .set({ resume_at: nowMs })
    .where('state', '=', 'paused')
    .where('pause_reason', '=', reason)
    .execute();
}
