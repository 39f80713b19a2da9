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
};

export const NO_PACE: FoundPace = { topRps: 0, grownUs: 0, spentUs: 0, answered: 0, seenUs: 0 };

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

/** After a 429: down to what was really answered, once there is enough of it to tell. */
export function cutPace(pace: FoundPace, intervalUs: number): FoundPace {
  if (pace.answered < PACING.evidence || pace.spentUs < PACING.briefestUs) return pace;
  const currentUs = toFoundIntervalUs(pace, intervalUs);
  const observedRps = pace.answered / (pace.spentUs / 1e6);
  const topRps = currentUs > 0 ? Math.min(observedRps, 1e6 / currentUs) : observedRps;
  return { ...NO_PACE, topRps: Math.max(topRps, PACING.lowestRps), seenUs: pace.seenUs };
}
