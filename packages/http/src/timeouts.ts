import type { Delays } from 'got';

/** Connecting gets half of the time: a host that cannot be reached is told apart from a write that may have been applied. */
const connecting = (timeoutMs: number): Delays => {
  const halfMs = Math.ceil(timeoutMs / 2);
  return { lookup: halfMs, connect: halfMs, secureConnect: halfMs };
};

export const toCallTimeouts = (timeoutMs: number): Delays => ({
  ...connecting(timeoutMs),
  request: timeoutMs,
});

/** A file may take as long as it moves: the time is that of silence. */
export const toStreamTimeouts = (timeoutMs: number): Delays => ({
  ...connecting(timeoutMs),
  response: timeoutMs,
  socket: timeoutMs,
});
