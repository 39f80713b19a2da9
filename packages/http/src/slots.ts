/**
 * A booked turn; when a penalty has longer to go than `LONGEST_WAIT_MS` none is booked, and `waitMs` is its rest. `penalties` tells
 * whether a penalty came in between booking and taking it.
 */
export type Slot = { readonly waitMs: number; readonly penalties: string; readonly isBooked: boolean };

export type Slots = {
  book(): Promise<Slot>;
  /** `sentMsAgo`: how long ago the call was sent whose 429 says that the pace is too high; absent where it says nothing of that. */
  penalise(waitMs: number, sentMsAgo?: number): Promise<void>;
  /** Ends a penalty; the pace goes on from now. */
  clear(): Promise<void>;
  /** Changes with every penalty, and with its end before its time. */
  penalties(): Promise<string>;
};

/** What an API asks for beyond this is not waited for here: a run that stands still should say so. */
export const LONGEST_WAIT_MS = 2 * 60_000;

export type Pace = { readonly intervalUs: number; readonly slackUs: number };

/** Share of a second's worth that may come at once; the rest covers turns taken up to 100 ms late. */
const BURST_SECONDS = 0.9;

/** The generic cell rate algorithm's two numbers, in microseconds. */
export function toPace(maxRps: number): Pace {
  if (maxRps <= 0) return { intervalUs: 0, slackUs: 0 };
  const intervalUs = Math.ceil(1_000_000 / maxRps);
  const burst = Math.max(1, Math.floor(maxRps * BURST_SECONDS));
  return { intervalUs, slackUs: (burst - 1) * intervalUs };
}
