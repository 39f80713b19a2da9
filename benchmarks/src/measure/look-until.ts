import { setInterval } from 'node:timers/promises';

/** Looks again and again until the signal aborts; resolves then, after a look that was under way. */
export async function lookUntil(
  signal: AbortSignal,
  everyMs: number,
  look: () => Promise<void>,
): Promise<void> {
  try {
    for await (const _tick of setInterval(everyMs, undefined, { signal })) await look();
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
