import type { HttpError } from '@z2q/http';
import type { ApiAnswers } from './api-answers.ts';

export type HostView = {
  readonly answers: ApiAnswers;
  /** When the failed attempt began, in epoch milliseconds. */
  readonly startedAtMs: number;
  readonly now: () => Date;
  /** Requests something that the host certainly has; undefined: only other requests can tell whether the host is up. */
  readonly probe: (() => Promise<unknown>) | undefined;
};

/** How long a token counts as valid after a successful request. An expired token is refused everything. */
const TOKEN_IS_GOOD_MS = 10_000;

/**
 * `yes`: the host does for other records what it does not do for this one. `reads`: it answers reads, but no write has
 * succeeded lately.
 */
export type HostState = 'yes' | 'reads' | 'no';

/** Whether the host of a failed request has answered others meanwhile. If so, the record is at fault, not the host. */
export async function isHostUp(error: HttpError, view: HostView): Promise<HostState> {
  const { side, code, recovery } = error.details;
  const { answers, startedAtMs, now, probe } = view;
  const isRefused = code === 'forbidden';
  const sinceMs = isRefused ? now().getTime() - TOKEN_IS_GOOD_MS : startedAtMs;
  const isWrite = recovery === 'in-doubt';
  if (isWrite && answers.hasWrittenSince(side, sinceMs)) return 'yes';
  const state = isWrite ? 'reads' : 'yes';
  if (answers.hasAnsweredSince(side, sinceMs)) return state;
  // A target token that can read the project but nothing else must be replaced by a person; the records are not at
  // fault.
  if (probe === undefined || (isRefused && side === 'target')) return 'no';
  return probe().then(
    () => state,
    () => 'no',
  );
}
