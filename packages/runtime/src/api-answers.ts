import type { RequestObservation } from './request-recorder.ts';

type Side = RequestObservation['side'];

/** Whether an API answers, as this process sees it: what tells a record that cannot be had from a host that is away. */
export type ApiAnswers = {
  readonly observe: (observation: Pick<RequestObservation, 'side' | 'outcome'>) => void;
  /** Whether any call to the side was answered with success at that time or later, in epoch milliseconds. */
  readonly hasAnsweredSince: (side: Side, atMs: number) => boolean;
};

export function createApiAnswers(now: () => Date): ApiAnswers {
  const lastSuccessAt: Record<Side, number> = {
    source: Number.NEGATIVE_INFINITY,
    target: Number.NEGATIVE_INFINITY,
  };
  return {
    observe: ({ side, outcome }) => {
      if (outcome === 'ok') lastSuccessAt[side] = now().getTime();
    },
    hasAnsweredSince: (side, atMs) => lastSuccessAt[side] >= atMs,
  };
}
