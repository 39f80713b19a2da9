import type { HttpError } from '@z2q/http';
import type { ApiAnswers } from './api-answers.ts';

export type HostView = {
  readonly answers: ApiAnswers;
  /** When the attempt began in which the call failed. */
  readonly startedAtMs: number;
  readonly now: () => Date;
  /** Asks the host for something that it surely has; absent: what others ask has to do. */
  readonly probe: (() => Promise<unknown>) | undefined;
};

/** How long a token that was good for other calls is held to be good: one that has expired is refused everything. */
const TOKEN_IS_GOOD_MS = 10_000;

/** `yes`: the host does for others what it does not do for the record. `reads`: it answers, but nobody has written lately. */
export type HostState = 'yes' | 'reads' | 'no';

/** Whether the host of a failed call answered others meanwhile: then it is the record that fails, not the host. */
export async function isHostUp(error: HttpError, view: HostView): Promise<HostState> {
  const { side, code, recovery } = error.details;
  const { answers, startedAtMs, now, probe } = view;
  const isRefused = code === 'forbidden';
  const sinceMs = isRefused ? now().getTime() - TOKEN_IS_GOOD_MS : startedAtMs;
  const isWrite = recovery === 'in-doubt';
  if (isWrite && answers.hasWrittenSince(side, sinceMs)) return 'yes';
  const state = isWrite ? 'reads' : 'yes';
  if (answers.hasAnsweredSince(side, sinceMs)) return state;
  // A token that may read the project and no more is for a person to replace, not a fault of each record.
  if (probe === undefined || (isRefused && side === 'target')) return 'no';
  return probe().then(
    () => state,
    () => 'no',
  );
}
