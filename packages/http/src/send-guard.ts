import { AsyncLocalStorage } from 'node:async_hooks';

const guards = new AsyncLocalStorage<() => void>();

/**
 * Has `guard` asked right before each request of `act` is sent, when it has waited for its place and its turn, which may
 * take long. What the guard throws is thrown instead of sending.
 */
export const withSendGuard = <Result>(guard: () => void, act: () => Promise<Result>): Promise<Result> =>
  guards.run(guard, act);

export const askSendGuard = (): void => guards.getStore()?.();
