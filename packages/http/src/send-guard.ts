import { AsyncLocalStorage } from 'node:async_hooks';

const guards = new AsyncLocalStorage<() => void>();

/**
 * Calls `guard` right before each request of `act` is sent, after the wait for a place and a turn, which may be long.
 * If the guard throws, the request is not sent and the error is thrown.
 */
export const withSendGuard = <Result>(guard: () => void, act: () => Promise<Result>): Promise<Result> =>
  guards.run(guard, act);

export const askSendGuard = (): void => guards.getStore()?.();
