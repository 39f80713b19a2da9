import type { HttpError } from '@z2q/http';
import type { Logger } from '@z2q/process';
import type { JobOutcome } from '@z2q/queues';
import {
  type Batch,
  findRun,
  finishRun,
  giveUpBatch,
  inRun,
  pauseRun,
  releaseBatch,
  type Store,
  splitBatch,
  type Writer,
} from '@z2q/store';
import { HandedBackError } from '../batch-handler.ts';
import { type HostView, isHostUp } from './is-host-up.ts';
import { ATTEMPTS, judgeFailure, type Verdict } from './judge-failure.ts';
import { type Remedy, tellFailed } from './tell-outcome.ts';

export type RecoveryDeps = HostView & {
  readonly store: Store;
  readonly log: Logger;
  readonly owner: string;
};

/** Decides what becomes of a batch after an error, and does it: the one place where a failure's recovery is acted on. */
export async function recoverBatch(deps: RecoveryDeps, batch: Batch, error: unknown): Promise<JobOutcome> {
  const { store, log, now } = deps;
  const verdict = await judgeFailure(batch, error, now(), (failed: HttpError) => isHostUp(failed, deps));
  if (verdict.act !== 'forget' && !(error instanceof HandedBackError)) {
    log.warn({ err: error, verdict, attempt: batch.attempts }, 'batch did not finish');
  }
  const remedy = await store.write((tx) => enact(tx, deps, batch, verdict));
  if (remedy.act === 'fail') log.error({ action: remedy.action }, 'run failed');
  return tellFailed(remedy, error);
}

async function enact(
  tx: Writer,
  deps: Pick<RecoveryDeps, 'owner' | 'now'>,
  batch: Batch,
  verdict: Verdict,
): Promise<Remedy> {
  const { owner, now } = deps;
  const at = now();
  switch (verdict.act) {
    case 'forget':
      return verdict;
    case 'release':
      await releaseBatch(tx, batch, owner, at.getTime() + verdict.delayMs, verdict.costsAttempt);
      return verdict;
    case 'pause': {
      const { reason, action: recommendedAction, tryAgainMs, costsAttempt = false } = verdict;
      await releaseBatch(tx, batch, owner, at.getTime(), costsAttempt);
      await pauseRun(tx, batch.runId, { reason, recommendedAction, resumeAt: at.getTime() + tryAgainMs });
      return verdict;
    }
    case 'fail':
      await releaseBatch(tx, batch, owner, at.getTime(), false);
      await finishRun(tx, batch.runId, 'failed', at.toISOString(), verdict.action);
      return verdict;
    default:
      return isolate(tx, deps, batch, verdict);
  }
}

async function isolate(
  tx: Writer,
  deps: Pick<RecoveryDeps, 'owner' | 'now'>,
  batch: Batch,
  verdict: Extract<Verdict, { act: 'isolate' | 'give-up' }>,
): Promise<Remedy> {
  const run = await findRun(tx, batch.runId);
  if (!run) return { act: 'forget' };
  const runTx = inRun(tx, run);
  const scope = { batch, owner: deps.owner, now: deps.now().toISOString() };
  if (verdict.act === 'give-up') {
    await giveUpBatch(runTx, { ...scope, ...verdict.fault });
    return verdict;
  }
  // One more failure splits a half again: only a batch that cannot be split is given every attempt.
  const isSplit = await splitBatch(runTx, { ...scope, attempts: Math.max(ATTEMPTS, batch.attempts) - 1 });
  return isSplit ? { act: 'split' } : enact(tx, deps, batch, verdict.otherwise);
}
