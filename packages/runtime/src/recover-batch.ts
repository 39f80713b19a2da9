import type { PauseReason } from '@z2q/contracts';
import { HttpError } from '@z2q/http';
import { backoffMs } from '@z2q/pipeline';
import {
  type Batch,
  completeBatch,
  findRun,
  finishRun,
  LeaseLostError,
  type NewBatch,
  pauseRun,
  releaseBatch,
  type Store,
} from '@z2q/store';
import { HandedBackError, PauseRunError } from './batch-handler.ts';
import { explainRefusal } from './explain-refusal.ts';
import type { Logger } from './logger.ts';

export type RecoveryDeps = {
  readonly store: Store;
  readonly log: Logger;
  readonly owner: string;
  readonly now: () => Date;
};

/** How long a write that may have been applied is given to show up on the target before the batch looks for it. */
const IN_DOUBT_SETTLE_MS = 2_000;
const ATTEMPTS_BEFORE_PAUSE = 3;
const ATTEMPTS_BEFORE_SPLIT = 3;
const SECOND = 1_000;

/** What becomes of a batch and its run after an error: the one place where a failure's recovery is acted on. */
type Verdict =
  | { readonly act: 'forget' }
  | { readonly act: 'release'; readonly delayMs: number; readonly costsAttempt: boolean }
  | {
      readonly act: 'pause';
      readonly reason: PauseReason;
      readonly action: string;
      readonly tryAgainMs: number;
    }
  | { readonly act: 'split' }
  | { readonly act: 'fail'; readonly action: string };

export async function recoverBatch(deps: RecoveryDeps, batch: Batch, error: unknown): Promise<void> {
  const verdict = judge(batch, error);
  if (verdict.act !== 'forget' && !(error instanceof HandedBackError)) {
    deps.log.warn({ err: error, verdict, attempt: batch.attempts }, 'batch did not finish');
  }
  await enact(deps, batch, verdict);
}

function judge(batch: Batch, error: unknown): Verdict {
  if (error instanceof LeaseLostError) return { act: 'forget' };
  if (error instanceof HandedBackError) return { act: 'release', delayMs: 0, costsAttempt: false };
  if (error instanceof PauseRunError) return { act: 'pause', ...error.pause };
  if (error instanceof HttpError) return judgeHttp(batch, error);
  if (isDiskFull(error))
    return { act: 'pause', reason: 'disk_full', action: DISK_FULL, tryAgainMs: 30 * SECOND };
  if (batch.attempts < ATTEMPTS_BEFORE_SPLIT)
    return { act: 'release', delayMs: backoffMs(batch.attempts), costsAttempt: true };
  return batch.kind === 'records' && batch.ids.length > 1
    ? { act: 'split' }
    : { act: 'fail', action: explainRefusal(batch, error) };
}

function judgeHttp(batch: Batch, error: HttpError): Verdict {
  const { code, recovery, side, retryAfterMs } = error.details;
  if (code === 'cancelled') return { act: 'release', delayMs: 0, costsAttempt: false };
  if (code === 'unauthorized' || code === 'forbidden') {
    return { act: 'pause', reason: 'unauthorized', action: tokenAction(error), tryAgainMs: 60 * SECOND };
  }
  if (code === 'quota_exhausted')
    return { act: 'pause', reason: 'quota', action: QUOTA, tryAgainMs: 3_600 * SECOND };
  if (recovery === 'throttle')
    return { act: 'release', delayMs: retryAfterMs ?? 5 * SECOND, costsAttempt: false };
  if (recovery === 'in-doubt' && batch.attempts < ATTEMPTS_BEFORE_PAUSE)
    return { act: 'release', delayMs: IN_DOUBT_SETTLE_MS, costsAttempt: true };
  if (recovery === 'give-up') return judgeRefusal(batch, error);
  if (batch.attempts < ATTEMPTS_BEFORE_PAUSE)
    return { act: 'release', delayMs: backoffMs(batch.attempts), costsAttempt: true };
  return { act: 'pause', reason: `${side}_unreachable`, action: unreachable(error), tryAgainMs: 15 * SECOND };
}

/** A refusal that no handler made a record's failure: found in one record of many, it is isolated. */
function judgeRefusal(batch: Batch, error: HttpError): Verdict {
  if (batch.kind === 'records' && batch.ids.length > 1) return { act: 'split' };
  return { act: 'fail', action: explainRefusal(batch, error) };
}

async function enact(
  { store, owner, now, log }: RecoveryDeps,
  batch: Batch,
  verdict: Verdict,
): Promise<void> {
  if (verdict.act === 'forget') return;
  await store.write(async (tx) => {
    const nowMs = now().getTime();
    if (verdict.act === 'split') {
      const run = await findRun(tx, batch.runId);
      if (!run) return;
      await completeBatch(tx, {
        batch,
        migrationId: run.migrationId,
        owner,
        handOn: halves(batch),
        failedBefore: 0,
        now: now().toISOString(),
      });
      return;
    }
    const delayMs = verdict.act === 'release' ? verdict.delayMs : 0;
    await releaseBatch(tx, batch, owner, nowMs + delayMs, verdict.act === 'release' && verdict.costsAttempt);
    if (verdict.act === 'pause') {
      await pauseRun(tx, batch.runId, {
        reason: verdict.reason,
        recommendedAction: verdict.action,
        resumeAt: nowMs + verdict.tryAgainMs,
      });
    }
    if (verdict.act === 'fail')
      await finishRun(tx, batch.runId, 'failed', now().toISOString(), verdict.action);
  });
  if (verdict.act === 'fail') log.error({ action: verdict.action }, 'run failed');
}

function halves(batch: Batch): readonly NewBatch[] {
  const middle = Math.ceil(batch.ids.length / 2);
  const stage = `${batch.phase}/${batch.entityType}` as const;
  return [batch.ids.slice(0, middle), batch.ids.slice(middle)].map((ids) => ({
    stage,
    kind: 'records',
    ids,
    params: batch.params,
  }));
}

const isDiskFull = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'SQLITE_FULL' || error.code === 'ENOSPC');

const DISK_FULL = 'The disk that holds DATA_DIR is full. Free some space; the run goes on by itself.';
const QUOTA =
  'The monthly request quota of the API is used up. The run tries again every hour; raise the quota, or wait for the new month.';

const nameOf = (error: HttpError): string => (error.details.side === 'source' ? 'Zephyr Scale' : 'qTest');
const tokenAction = (error: HttpError): string =>
  `${nameOf(error)} answered ${error.details.status} to ${error.details.method} ${error.details.path}: the token is wrong, expired, or lacks a right. Put a valid one in the environment of the workers and restart them; the run goes on by itself.`;
const unreachable = (error: HttpError): string =>
  `${nameOf(error)} does not answer (${error.message}). Nothing is lost; the run tries again by itself every 15 s.`;
