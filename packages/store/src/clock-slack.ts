/** Clocks of machines that share a store differ by less, in milliseconds: what is written of a later time is from before the clock was set back. */
export const CLOCK_SLACK_MS = 10_000;
