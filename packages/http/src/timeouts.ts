import type { Delays } from 'got';

/** Connecting gets half of the time, so that an unreachable host can be told from a write that may have been applied. */
const connecting = (timeoutMs: number): Delays => {
  const halfMs = Math.ceil(timeoutMs / 2);
  return { lookup: halfMs, connect: halfMs, secureConnect: halfMs };
};

export const toCallTimeouts = (timeoutMs: number): Delays => ({
  ...connecting(timeoutMs),
  request: timeoutMs,
});

/** A file may take any time as long as bytes arrive: the time-out is for silence. */
export const toStreamTimeouts = (timeoutMs: number): Delays => ({
  ...connecting(timeoutMs),
  response: timeoutMs,
  socket: timeoutMs,
});
