import { setTimeout as delay } from 'node:timers/promises';

const EVERY_MS = 150;

/** Asks until the answer is neither undefined nor false; undefined when there is none in time. */
export async function poll<Answer>(
  ask: () => Promise<Answer | undefined | false>,
  { timeoutMs, signal }: { readonly timeoutMs: number; readonly signal: AbortSignal },
): Promise<Answer | undefined> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    signal.throwIfAborted();
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    if (performance.now() >= deadline) return undefined;
    await delay(EVERY_MS, undefined, { signal });
  }
}
