import type { CliContext } from '../cli-context.ts';

export type StopSignals = Disposable & {
  /** Aborted by the first Ctrl-C: stop in order. */
  readonly stop: AbortSignal;
  /** Aborted by the second Ctrl-C: stop at once. */
  readonly force: AbortSignal;
  /** Resolves when `stop` aborts. */
  readonly stopped: Promise<void>;
};

export function listenForStop({ onSignal, stderr }: CliContext): StopSignals {
  const stop = new AbortController();
  const force = new AbortController();
  const { promise, resolve } = Promise.withResolvers<void>();
  const listening = onSignal(() => {
    if (stop.signal.aborted) force.abort();
    else {
      stderr.write('\nStopping; once more to stop at once …\n');
      stop.abort();
      resolve();
    }
  });
  return {
    stop: stop.signal,
    force: force.signal,
    stopped: promise,
    [Symbol.dispose]: () => listening[Symbol.dispose](),
  };
}
