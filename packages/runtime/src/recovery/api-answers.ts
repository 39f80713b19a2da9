import type { HttpErrorDetails } from '@z2q/http';

type Side = HttpErrorDetails['side'];
type Observed = { readonly side: Side; readonly method: string; readonly outcome: string };

/** Whether an API answers, as this process sees it: what tells a record that cannot be had from a host that is away. */
export type ApiAnswers = {
  readonly observe: (observation: Observed) => void;
  /** Whether any call to the side was answered with success at that time or later, in epoch milliseconds. */
  readonly hasAnsweredSince: (side: Side, atMs: number) => boolean;
  /** The same of calls that write: a host may answer readers while it takes nothing. */
  readonly hasWrittenSince: (side: Side, atMs: number) => boolean;
};

export function createApiAnswers(now: () => Date): ApiAnswers {
  const answeredAt = new Map<Side, number>();
  const writtenAt = new Map<Side, number>();
  const since = (times: ReadonlyMap<Side, number>, side: Side, atMs: number): boolean =>
    (times.get(side) ?? Number.NEGATIVE_INFINITY) >= atMs;
  return {
    observe: ({ side, method, outcome }) => {
      if (outcome !== 'ok') return;
      answeredAt.set(side, now().getTime());
      if (method !== 'GET') writtenAt.set(side, now().getTime());
    },
    hasAnsweredSince: (side, atMs) => since(answeredAt, side, atMs),
    hasWrittenSince: (side, atMs) => since(writtenAt, side, atMs),
  };
}
