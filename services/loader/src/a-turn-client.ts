import { createHttpClient } from '@z2q/http';

type TurnClient = AsyncDisposable & {
  /** Waits for its turn, asks the guard, and sends a request to a port where no server listens. */
  readonly take: () => Promise<unknown>;
};

/** A client of the target whose requests wait for their turn. `whileItWaits` runs during that wait. */
export function aTurnClient(whileItWaits: () => void = () => undefined): TurnClient {
  const client = createHttpClient({
    side: 'target',
    baseUrl: 'http://127.0.0.1:9',
    headers: () => ({}),
    budget: {
      acquire: async () => whileItWaits(),
      answered: () => undefined,
      penalise: async () => undefined,
      clear: async () => undefined,
    },
    concurrency: 1,
    timeoutMs: 1_000,
    retry: { attempts: 1 },
  });
  return {
    take: () => client.send('POST', '/test-cases', { route: '/test-cases' }),
    [Symbol.asyncDispose]: async () => client.close(),
  };
}
