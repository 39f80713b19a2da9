import { createHttpClient } from '@z2q/http';
import { NOWHERE } from '@z2q/test-kit';

type TurnClient = AsyncDisposable & {
  /** Waits for its turn, asks the guard, and sends a request to a port where no server listens. */
  readonly take: () => Promise<unknown>;
};

/** A client of the target whose requests wait for their turn. `whileItWaits` runs during that wait. */
export function aTurnClient(whileItWaits: () => void = () => undefined): TurnClient {
  const client = createHttpClient({
    ...NOWHERE,
    side: 'target',
    headers: () => ({}),
    budget: { ...NOWHERE.budget, acquire: async () => whileItWaits() },
  });
  return {
    take: () => client.send('POST', '/test-cases', { route: '/test-cases' }),
    [Symbol.asyncDispose]: async () => client.close(),
  };
}
