import type { FailureCode, PauseReason } from '@z2q/contracts';
import { HttpError, type HttpErrorCode } from '@z2q/http';
import { backoffMs } from '@z2q/pipeline';
import { type Batch, findDiskFault, LeaseLostError, StoreError } from '@z2q/store';
import { HandedBackError, PauseRunError } from '../batch-handler.ts';
import { explainRefusal } from './explain-refusal.ts';
import type { HostState } from './is-host-up.ts';
import { recoveryWords as say } from './recovery-words.ts';

type Pause = {
  readonly act: 'pause';
  readonly reason: PauseReason;
  readonly action: string;
  /** null: only a person resumes the run. */
  readonly tryAgainMs: number | null;
  /** Counts the attempt, so that the batch is not tried again for ever. */
  readonly costsAttempt?: boolean;
};
/** The failure to store for a record that no attempt gets through. */
type LastingFault = { readonly code: FailureCode; readonly message: string };
/** What to do with a batch that cannot be split. */
type Resort =
  | { readonly act: 'give-up'; readonly fault: LastingFault }
  | { readonly act: 'fail'; readonly action: string };

/** What to do with a batch and its run after an error. */
export type Verdict =
  | { readonly act: 'forget' }
  | { readonly act: 'release'; readonly delayMs: number; readonly costsAttempt: boolean }
  | Pause
  /** `work-on`: the batch is simply worked on. */
  | { readonly act: 'work-on' }
  | { readonly act: 'isolate'; readonly otherwise: Resort | { readonly act: 'work-on' } }
  | Resort;

/** How many milliseconds to wait for a write in doubt to show on the target before the batch looks for it. */
const IN_DOUBT_SETTLE_MS = 2_000;
export const ATTEMPTS = 3;
const SECOND = 1_000;
/** Attempts before a record is blamed for a write that the host refuses while it takes no other writes either. */
const PATIENT_ATTEMPTS = ATTEMPTS + 5;
const PATIENCE_MS = 10 * SECOND;
const LONG_THROTTLE_MS = 120 * SECOND;
const LONGEST_PAUSE_MS = 3_600 * SECOND;
const UNTOLD_THROTTLE_MS = 5 * SECOND;

/** `isHostUp` is asked only when its answer decides whether a record or the whole host is at fault. */
export async function judgeFailure(
  batch: Batch,
  error: unknown,
  now: Date,
  isHostUp: (error: HttpError) => Promise<HostState>,
): Promise<Verdict> {
  if (error instanceof LeaseLostError) return { act: 'forget' };
  if (error instanceof HandedBackError)
    return { act: 'release', delayMs: error.delayMs, costsAttempt: false };
  if (error instanceof PauseRunError) return { act: 'pause', ...error.pause };
  if (error instanceof HttpError)
    return judgeRunWide(error, now) ?? judgeCall(batch, error, () => isHostUp(error));
  const disk = findDiskFault(error);
  if (disk) return pause('disk_full', disk === 'full' ? say.diskFull : say.diskFails, 30 * SECOND);
  return retryOf(batch) ?? { act: 'isolate', otherwise: resortOf(batch, error) };
}

/** How often a batch is tried again when its recovery fails, which is a programming error, before its run fails. */
const RECOVERIES = 5;

export const judgeFailedRecovery = (batch: Batch, failure: unknown): Resort | Verdict =>
  batch.attempts < RECOVERIES
    ? { act: 'release', delayMs: backoffMs(batch.attempts), costsAttempt: true }
    : { act: 'fail', action: explainRefusal(batch, failure) };

/** Failures that concern every request, not this batch. */
function judgeRunWide(error: HttpError, now: Date): Verdict | undefined {
  const { code, recovery, retryAfterMs } = error.details;
  if (code === 'cancelled') return { act: 'release', delayMs: 0, costsAttempt: false };
  if (code === 'unauthorized') return pause('unauthorized', say.token(error), 60 * SECOND);
  if (code === 'quota_exhausted') return pause('quota', say.quota, LONGEST_PAUSE_MS);
  if (recovery !== 'throttle') return undefined;
  const waitMs = retryAfterMs ?? UNTOLD_THROTTLE_MS;
  return waitMs > LONG_THROTTLE_MS
    ? pause(
        'quota',
        say.throttled(error, new Date(now.getTime() + waitMs)),
        Math.min(waitMs, LONGEST_PAUSE_MS),
      )
    : { act: 'release', delayMs: waitMs, costsAttempt: false };
}

/** Answers that a proxy may produce once by chance. They are believed when they are repeated. */
const HICCUPS: ReadonlySet<HttpErrorCode> = new Set(['bad_answer', 'redirect_refused', 'answer_too_large']);

/** When a request fails repeatedly while the host answers others, a record is at fault and is isolated. */
async function judgeCall(
  batch: Batch,
  error: HttpError,
  isHostUp: () => Promise<HostState>,
): Promise<Verdict> {
  const { code, recovery, side } = error.details;
  const isolate: Verdict = { act: 'isolate', otherwise: resortOf(batch, error) };
  if (code === 'forbidden')
    return isOfRecords(batch) && (await isHostUp()) === 'yes'
      ? isolate
      : pause('unauthorized', say.token(error), 60 * SECOND);
  const isAnswer = recovery === 'give-up';
  if (isAnswer && !HICCUPS.has(code)) return isolate;
  const retry = retryOf(batch, recovery === 'in-doubt' ? IN_DOUBT_SETTLE_MS : undefined);
  if (retry) return retry;
  if (!isOfRecords(batch)) return isAnswer ? isolate : judgeNeeded(error, isHostUp);
  const host = await isHostUp();
  if (host === 'yes' || (host === 'reads' && batch.attempts >= PATIENT_ATTEMPTS)) return isolate;
  const away = pause(`${side}_unreachable`, say.unreachable(error), 15 * SECOND);
  return host === 'reads' ? { ...away, tryAgainMs: PATIENCE_MS, costsAttempt: true } : away;
}

/** A request that the whole run needs is repeated as long as the host answers others. The stall reason names the request. */
async function judgeNeeded(error: HttpError, isHostUp: () => Promise<HostState>): Promise<Verdict> {
  return (await isHostUp()) === 'no'
    ? pause(`${error.details.side}_unreachable`, say.unreachable(error), 15 * SECOND)
    : { act: 'release', delayMs: PATIENCE_MS, costsAttempt: false };
}

const resortOf = (batch: Batch, error: unknown): Resort =>
  isOfRecords(batch) && !isOfMachine(error)
    ? { act: 'give-up', fault: toLastingFault(batch, error) }
    : { act: 'fail', action: explainRefusal(batch, error) };

/** Whether the error comes from the database or the operating system rather than from a record. */
const isOfMachine = (error: unknown): boolean =>
  error instanceof StoreError || (error instanceof Error && 'syscall' in error);

type FaultCodes = Readonly<Partial<Record<HttpErrorCode, FailureCode>>>;

const SOURCE_CODES: FaultCodes = {
  forbidden: 'source_refused',
  refused: 'source_refused',
  too_large: 'source_refused',
  not_found: 'source_record_gone',
};
const TARGET_CODES: FaultCodes = {
  forbidden: 'target_refused',
  refused: 'target_refused',
  not_found: 'target_refused',
  too_large: 'target_too_large',
};

const UNFORESEEN_CODES: Readonly<Record<Batch['phase'], FailureCode>> = {
  extract: 'source_error',
  transform: 'source_record_unreadable',
  load: 'target_error',
  validate: 'target_error',
  rollback: 'target_error',
};

function toLastingFault({ phase }: Batch, error: unknown): LastingFault {
  if (!(error instanceof HttpError)) return { code: UNFORESEEN_CODES[phase], message: say.unforeseen(error) };
  return error.details.side === 'source'
    ? { code: SOURCE_CODES[error.code] ?? 'source_error', message: say.sourceFault(error) }
    : { code: TARGET_CODES[error.code] ?? 'target_error', message: say.targetFault(error) };
}

const retryOf = (batch: Batch, delayMs = backoffMs(batch.attempts)): Verdict | undefined =>
  batch.attempts < ATTEMPTS ? { act: 'release', delayMs, costsAttempt: true } : undefined;

const isOfRecords = ({ kind }: Batch): boolean => kind === 'records';

const pause = (reason: PauseReason, action: string, tryAgainMs: number): Pause => ({
  act: 'pause',
  reason,
  action,
  tryAgainMs,
});
