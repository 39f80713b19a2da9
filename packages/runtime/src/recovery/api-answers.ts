import type { HttpErrorDetails } from '@z2q/http';

type Side = HttpErrorDetails['side'];
type Observed = { readonly side: Side; readonly method: string; readonly outcome: string };

/** Which APIs have answered this process, and when. Tells a single failing record from an unreachable host. */
export type ApiAnswers = {
  readonly observe: (observation: Observed) => void;
  /** Whether any request to the side has succeeded since `atMs` (epoch milliseconds). */
  readonly hasAnsweredSince: (side: Side, atMs: number) => boolean;
  /** The same for writes: a host may answer reads while it refuses all writes. */
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
