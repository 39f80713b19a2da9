/**
 * The pace that an API accepts, derived from its 429 answers. `topRps` is the rate it accepted when it last answered
 * 429 (0: it never did). After a 429 the pace starts a little below `topRps` and grows with the time that callers had
 * to wait for a turn, slowly near `topRps` and faster beyond it. Times are in microseconds.
 */
export type FoundPace = {
  readonly topRps: number;
  /** Time since the last cut during which callers waited for a turn. */
  readonly grownUs: number;
  /** Time since the last cut without idle time, and the number of answers other than 429 in it. */
  readonly spentUs: number;
  readonly answered: number;
  readonly seenUs: number;
  /** Number of consecutive cuts that did not keep 429s away for long, and the pace before them (0: none). */
  readonly vain: number;
  readonly beforeRps: number;
  /** Until then a 429 does not change the pace. */
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

/** Constants of the algorithm, used by its TypeScript form here and its Lua form. */
export const PACING = {
  /** Where the pace starts after a 429, as a share of the rate that the API accepted. */
  cut: 0.95,
  /**
   * How far the pace is from `topRps` one second before or after reaching it, as a share of `topRps`; it grows with the
   * cube of the time.
   */
  steepness: 3e-5,
  lowestRps: 0.5,
  /**
   * With fewer answers, or in less time, a 429 says nothing about the pace: an API that refuses everybody needs
   * waiting, not a lower pace.
   */
  evidence: 3,
  briefestUs: 1_000_000,
  /** Once more time than this was counted, the time and the answers so far count half. */
  windowUs: 10_000_000,
  /**
   * A cut is in vain if a 429 follows before callers have waited this long. After this many such cuts the 429s do not
   * concern the pace.
   */
  vainUs: 8_000_000,
  vainCuts: 3,
  deafUs: 60_000_000,
  /** Of a gap between two turns only this much counts as time in use; nobody wanted a turn in the rest. */
  lullUs: 2_000_000,
  /** After a 429 bursts are no longer allowed; this much slack only covers turns that are taken late. */
  slackUs: 100_000,
} as const;

/** Seconds from a cut until the pace is at `topRps` again. */
export const RETURN_S = Math.cbrt((1 - PACING.cut) / PACING.steepness);

export function toFoundIntervalUs({ topRps, grownUs }: FoundPace, intervalUs: number): number {
  if (topRps === 0) return intervalUs;
  const rps = topRps * (1 + PACING.steepness * (grownUs / 1e6 - RETURN_S) ** 3);
  return Math.max(intervalUs, Math.round(1e6 / Math.max(rps, PACING.lowestRps)));
}

/**
 * Counts time and answers since the last call. A pause that the API asked for counts as time, but the pace does not
 * grow in it.
 */
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
 * Lowers the pace after a 429 to the rate that was really answered, if there are enough answers to tell. If lowering
 * does not help, the former pace is restored, and for a while 429s are only waited for.
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
