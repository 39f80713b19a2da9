import type { RunId } from '@z2q/contracts';
import type { Writer } from '../store.ts';
import type { DuePause } from '../tables/due-pauses.ts';
import { findMigration } from '../tables/migrations.ts';
import { endPause, takeOverPause } from '../tables/pauses.ts';
import { findRun, type Run } from '../tables/runs.ts';
import { listStages } from '../tables/stages.ts';
import { AWAITING_APPROVAL } from './settle-run.ts';

/**
 * Resumes a paused run. Resuming a run that awaits approval approves it. A run that was paused for another reason, and
 * has reached the approval gate, awaits approval from then on.
 * @returns whether the run was paused.
 */
export async function resumeRun(tx: Writer, id: RunId, nowMs = Date.now()): Promise<boolean> {
  const run = await findRun(tx, id);
  if (run?.state !== 'paused') return false;
  const approves = run.pauseReason === 'awaiting_approval';
  if (!approves && (await isAtGate(tx, run))) return takeOverPause(tx, id, AWAITING_APPROVAL, nowMs);
  return endPause(tx, id, { nowMs, approves });
}

/**
 * Resumes a run whose pause was found to be due, unless it was paused again meanwhile for another reason or until a
 * later time.
 * @returns whether the run was resumed.
 */
export async function resumeDueRun(tx: Writer, due: DuePause, nowMs: number): Promise<boolean> {
  const run = await findRun(tx, due.id);
  const isSame = run?.pauseReason === due.reason && run.resumeAt === due.resumeAt;
  return isSame && resumeRun(tx, due.id, nowMs);
}

async function isAtGate(tx: Writer, run: Run): Promise<boolean> {
  if (run.isApproved) return false;
  const migration = await findMigration(tx, run.migrationId);
  if (migration?.options.gate !== 'before-load') return false;
  const stages = await listStages(tx, run.id);
  return stages.some((stage) => stage.key === 'load/project' && stage.state === 'open');
}
