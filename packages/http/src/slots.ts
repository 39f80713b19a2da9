/**
 * A booked turn. If a penalty lasts longer than `LONGEST_WAIT_MS` no turn is booked, and `waitMs` is the rest of the
 * penalty. `penalties` tells whether a penalty came between booking and taking the turn.
 */
export type Slot = { readonly waitMs: number; readonly penalties: string; readonly isBooked: boolean };

export type Slots = {
  book(): Promise<Slot>;
  /**
   * `sentMsAgo`: how long ago the call was sent whose 429 means the pace is too high; absent if the penalty says
   * nothing about the pace.
   */
  penalise(waitMs: number, sentMsAgo?: number): Promise<void>;
  /** Ends a penalty; the pace goes on from now. */
  clear(): Promise<void>;
  /** Changes with every penalty, and when a penalty ends early. */
  penalties(): Promise<string>;
};

/** A longer wait is not done here: a run that stands still should say so. */
export const LONGEST_WAIT_MS = 2 * 60_000;

export type Pace = { readonly intervalUs: number; readonly slackUs: number };

/** Share of a second's requests that may come at once; the rest covers turns taken up to 100 ms late. */
const BURST_SECONDS = 0.9;

/** The two numbers of the generic cell rate algorithm, in microseconds. */
export function toPace(maxRps: number): Pace {
  if (maxRps <= 0) return { intervalUs: 0, slackUs: 0 };
  const intervalUs = Math.ceil(1_000_000 / maxRps);
  const burst = Math.max(1, Math.floor(maxRps * BURST_SECONDS));
  return { intervalUs, slackUs: (burst - 1) * intervalUs };
}
