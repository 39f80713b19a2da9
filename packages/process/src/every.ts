import { setTimeout as delay } from 'node:timers/promises';

/** Repeats `act` with a pause in between until disposed. An error is reported, and `act` is still repeated. */
export function every(
  intervalMs: number,
  act: () => Promise<void>,
  onError: (error: unknown) => void,
): AsyncDisposable {
  const stop = new AbortController();
  const loop = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      await act().catch(onError);
      await delay(intervalMs, undefined, { signal: stop.signal }).catch(() => undefined);
    }
  };
  const running = loop();
  return {
    [Symbol.asyncDispose]: async () => {
      stop.abort();
      await running;
    },
  };
}
