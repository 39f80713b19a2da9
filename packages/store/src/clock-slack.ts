/**
 * The clocks of machines that share a store differ by less than this, in milliseconds. A time stamp further in the
 * future was written before the clock was set back.
 */
export const CLOCK_SLACK_MS = 10_000;
