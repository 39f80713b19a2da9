import type { HttpError } from '@z2q/http';
import type { Logger } from '@z2q/process';
import type { JobOutcome } from '@z2q/queues';
import {
  type Batch,
  failRun,
  findRun,
  giveUpBatch,
  inRun,
  pauseRun,
  releaseBatch,
  type Store,
  StoreError,
  SUSPECT_AFTER,
  splitBatch,
  type Writer,
} from '@z2q/store';
import { HandedBackError, RecordTroubleError } from '../batch-handler.ts';
import { type HostView, isHostUp } from './is-host-up.ts';
import { ATTEMPTS, judgeFailedRecovery, judgeFailure, type Verdict } from './judge-failure.ts';
import { judgeLosses, WorkerLostError } from './judge-losses.ts';
import { type Remedy, tellFailed, toNote } from './tell-outcome.ts';

export type RecoveryDeps = HostView & {
  readonly store: Store;
  readonly log: Logger;
  readonly owner: string;
  /** How many milliseconds after it was sent a write may still land on the target. */
  readonly settleMs: number;
};

/**
 * Decides what becomes of a batch after an error, and does it. Failures are acted on nowhere else. If the recovery
 * itself fails, the batch is handed back, and after several times its run fails with the reason.
 * @throws {StoreError} when the store takes no writes: the batch stays as it was, and its lease runs out.
 */
export async function recoverBatch(deps: RecoveryDeps, batch: Batch, thrown: unknown): Promise<JobOutcome> {
  const { error, suspects } = unwrap(thrown);
  try {
    return await recover(deps, batch, { error, suspects });
  } catch (failure) {
    if (failure instanceof StoreError) throw failure;
    deps.log.error({ err: failure, after: error }, 'the recovery of a batch failed');
    const verdict = judgeFailedRecovery(batch, failure);
    const remedy = await act(deps, batch, verdict, { error: failure, suspects: [] });
    return tellFailed(batch.runId, remedy, failure);
  }
}

type Fault = {
  readonly error: unknown;
  /** Records whose requests failed. */
  readonly suspects: readonly string[];
};

const unwrap = (thrown: unknown): Fault =>
  thrown instanceof RecordTroubleError
    ? { error: thrown.cause, suspects: [thrown.sourceId] }
    : { error: thrown, suspects: [] };

async function recover(deps: RecoveryDeps, batch: Batch, fault: Fault): Promise<JobOutcome> {
  const { error } = fault;
  const { log, now } = deps;
  const verdict = await judgeFailure(batch, error, now(), (failed: HttpError) => isHostUp(failed, deps));
  if (verdict.act !== 'forget' && !(error instanceof HandedBackError)) {
    log.warn({ err: error, verdict, attempt: batch.attempts }, 'batch did not finish');
  }
  return tellFailed(batch.runId, await act(deps, batch, verdict, fault), error);
}

/**
 * Decides about a batch that has lost several workers: the record that ends them is searched for, and given up once it
 * is alone.
 * @returns undefined when the batch should be worked on once more.
 */
export async function recoverLost(
  deps: Omit<RecoveryDeps, keyof HostView> & Pick<RecoveryDeps, 'now'>,
  batch: Batch,
): Promise<JobOutcome | undefined> {
  if (batch.losses <= SUSPECT_AFTER) return undefined;
  const error = new WorkerLostError(batch);
  const verdict = judgeLosses(batch, error);
  const remedy = await act(deps, batch, verdict, { error, suspects: [] });
  return remedy.act === 'work-on' ? undefined : tellFailed(batch.runId, remedy, error);
}

type Deps = Pick<RecoveryDeps, 'store' | 'log' | 'owner' | 'now' | 'settleMs'>;

async function act(deps: Deps, batch: Batch, verdict: Verdict, fault: Fault): Promise<Remedy> {
  const remedy = await deps.store.write((tx) => enact(tx, deps, batch, verdict, fault));
  if (remedy.act === 'fail') deps.log.error({ action: remedy.action }, 'run failed');
  return remedy;
}

async function enact(tx: Writer, deps: Deps, batch: Batch, verdict: Verdict, fault: Fault): Promise<Remedy> {
  const at = deps.now();
  const nowMs = at.getTime();
  const release = (delayMs: number, costsAttempt: boolean): Promise<void> =>
    releaseBatch(tx, batch, {
      owner: deps.owner,
      nowMs,
      notBeforeMs: nowMs + delayMs,
      costsAttempt,
      ...(isToldLater(fault.error) ? { note: toNote(fault.error) } : {}),
    });
  switch (verdict.act) {
    case 'forget':
    case 'work-on':
      return verdict;
    case 'release':
      await release(verdict.delayMs, verdict.costsAttempt);
      return verdict;
    case 'pause': {
      const { reason, action: recommendedAction, tryAgainMs, costsAttempt = false } = verdict;
      await release(0, costsAttempt);
      const resumeAt = tryAgainMs === null ? null : nowMs + tryAgainMs;
      await pauseRun(tx, batch.runId, { reason, recommendedAction, resumeAt }, nowMs);
      return verdict;
    }
    case 'fail':
      await release(0, false);
      await failRun(tx, batch.runId, verdict.action, { nowMs, settleMs: deps.settleMs });
      return verdict;
    default:
      return isolate(tx, deps, batch, verdict, fault);
  }
}

/** Of a batch that was handed back to be taken up at once, because its run was paused for instance, nothing is to be told. */
const isToldLater = (error: unknown): boolean => !(error instanceof HandedBackError) || error.delayMs > 0;

async function isolate(
  tx: Writer,
  deps: Deps,
  batch: Batch,
  verdict: Extract<Verdict, { act: 'isolate' | 'give-up' }>,
  fault: Fault,
): Promise<Remedy> {
  const run = await findRun(tx, batch.runId);
  if (!run) return { act: 'forget' };
  const runTx = inRun(tx, run);
  const now = deps.now();
  const scope = { batch, owner: deps.owner, now: now.toISOString() };
  if (verdict.act === 'give-up') {
    const doubtUntilMs = now.getTime() + deps.settleMs;
    await giveUpBatch(runTx, { ...scope, ...verdict.fault, doubtUntilMs });
    return verdict;
  }
  // A part that can be split further is split after its next failed attempt. One that cannot gets two more
  // attempts.
  const attempts = Math.max(ATTEMPTS, batch.attempts) - 1;
  const isSplit = await splitBatch(runTx, { ...scope, attempts, suspects: fault.suspects });
  return isSplit ? { act: 'split' } : enact(tx, deps, batch, verdict.otherwise, fault);
}
