/**
 * The pace that an API was seen to take, found from its 429 answers. `topRps` is what it took when it last said no (0: it never did);
 * the pace starts a little below it and grows with the time that callers had to wait for it, slowly near `topRps` and faster
 * beyond it. Times are in microseconds.
 */
export type FoundPace = {
  readonly topRps: number;
  /** Time since the last cut in which callers waited for their turn. */
  readonly grownUs: number;
  /** Time since the last cut without lulls, and the calls answered in it other than by 429. */
  readonly spentUs: number;
  readonly answered: number;
  readonly seenUs: number;
  /** Cuts one after another that kept no 429 away for long, and the pace before them (0: none). */
  readonly vain: number;
  readonly beforeRps: number;
  /** Until then no 429 is taken for a sign of the pace. */
  readonly deafUntilUs: number;
};

export const NO_PACE: FoundPace = {
  topRps: 0,
  grownUs: 0,
  spentUs: 0,
  answered: 0,
  seenUs: 0,
  vain: 0,
  beforeRps: 0,
  deafUntilUs: 0,
};

/** Numbers of the algorithm, for its two forms: here, and in Lua. */
export const PACING = {
  /** Where a pace starts after a 429, as a share of what the API was seen to take. */
  cut: 0.95,
  /** Share of `topRps` that the pace is away from it one second before or after it is reached; it goes with the cube of the time. */
  steepness: 3e-5,
  lowestRps: 0.5,
  /** Fewer answers in less time say nothing about a pace: an API that is closed for everybody wants waiting, not a lower pace. */
  evidence: 3,
  briefestUs: 1_000_000,
  /** What was answered longer ago fades. */
  windowUs: 10_000_000,
  /** A cut was in vain that is followed by a 429 before callers have waited for so long; after so many the pace is not what is meant. */
  vainUs: 8_000_000,
  vainCuts: 3,
  deafUs: 60_000_000,
  /** Nobody wanted a turn in the rest of a longer gap between two. */
  lullUs: 2_000_000,
  /** Bursts end where an API says no to them: this much covers turns taken late. */
  slackUs: 100_000,
} as const;

/** Seconds from a cut until the pace is at `topRps` again. */
export const RETURN_S = Math.cbrt((1 - PACING.cut) / PACING.steepness);

export function toFoundIntervalUs({ topRps, grownUs }: FoundPace, intervalUs: number): number {
  if (topRps === 0) return intervalUs;
  const rps = topRps * (1 + PACING.steepness * (grownUs / 1e6 - RETURN_S) ** 3);
  return Math.max(intervalUs, Math.round(1e6 / Math.max(rps, PACING.lowestRps)));
}

/** Counts time and answers since the last look. A pause that the API asked for counts as time, but nothing grows in it. */
export function passTime(pace: FoundPace, nowUs: number, blockedUs: number, answered: number) {
  const seenUs = pace.seenUs || nowUs;
  const pausedUs = Math.max(0, Math.min(nowUs, blockedUs) - seenUs);
  const ranUs = Math.min(PACING.lullUs, Math.max(0, nowUs - Math.max(seenUs, blockedUs)));
  const fade = pace.spentUs > PACING.windowUs ? 0.5 : 1;
  const spentUs = pace.spentUs * fade + pausedUs + ranUs;
  return {
    ranUs,
    pace: { ...pace, spentUs, answered: pace.answered * fade + answered, seenUs: Math.max(seenUs, nowUs) },
  };
}

/**
 * After a 429: down to what was really answered, once there is enough of it to tell. Where going down does not help, the pace from
 * before is taken up again, and the API's 429s are only waited for, until it is time to try anew.
 */
export function cutPace(pace: FoundPace, intervalUs: number, nowUs: number): FoundPace {
  const isTelling = pace.answered >= PACING.evidence && pace.spentUs >= PACING.briefestUs;
  if (!isTelling || nowUs < pace.deafUntilUs) return pace;
  const currentUs = toFoundIntervalUs(pace, intervalUs);
  const currentRps = currentUs > 0 ? 1e6 / currentUs : 0;
  const isVain = pace.vain > 0 && pace.grownUs < PACING.vainUs;
  const beforeRps = isVain ? pace.beforeRps : pace.topRps && currentRps;
  const fresh = { ...pace, spentUs: 0, answered: 0, beforeRps };
  if (isVain && pace.vain >= PACING.vainCuts) {
    const grownUs = Math.round(RETURN_S * 1e6);
    return { ...fresh, topRps: beforeRps, grownUs, vain: 0, deafUntilUs: nowUs + PACING.deafUs };
  }
  const observedRps = pace.answered / (pace.spentUs / 1e6);
  const topRps = Math.max(PACING.lowestRps, Math.min(observedRps, currentRps || observedRps));
  return { ...fresh, topRps, grownUs: 0, vain: isVain ? pace.vain + 1 : 1 };
}
