import { lookUntil } from '../measure/look-until.ts';

/** Node measures the delay anew after each look. */
const EVERY_MS = 10_000;

/** The delay that one in a hundred turns of an event loop reached, by process. */
export type LoopWatch = AsyncDisposable & {
  /** The worst ten seconds of each so far, in milliseconds. A process that gave no answer has none. */
  worst(): Readonly<Record<string, number>>;
};

/** Looks at `/metrics` of each of these every ten seconds; the control API's wants a token. */
export function watchLoops(urls: Readonly<Record<string, string>>, token: string): LoopWatch {
  const worst: Record<string, number> = {};
  const stopped = new AbortController();
  const look = async (): Promise<void> => {
    for (const [name, url] of Object.entries(urls)) {
      const delayMs = await readDelay(url, token);
      if (delayMs !== null) worst[name] = Math.max(worst[name] ?? 0, delayMs);
    }
  };
  const watching = lookUntil(stopped.signal, EVERY_MS, look);
  return {
    worst: () => ({ ...worst }),
    [Symbol.asyncDispose]: async () => {
      stopped.abort();
      await watching;
    },
  };
}

/** null from a process that is just being replaced. */
async function readDelay(url: string, token: string): Promise<number | null> {
  const metrics = await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${token}` } })
    .then((answer) => answer.text())
    .catch(() => '');
  const seconds = /^nodejs_eventloop_lag_p99_seconds\S* (\S+)$/m.exec(metrics)?.[1];
  return seconds === undefined ? null : Number(seconds) * 1000;
}
