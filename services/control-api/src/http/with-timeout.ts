/** Runs `act` and rejects after `timeoutMs`; the signal tells `act` to stop. */
export async function withTimeout<Result>(
  timeoutMs: number,
  act: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const signal = AbortSignal.timeout(timeoutMs);
  const { promise, reject } = Promise.withResolvers<never>();
  const onTimeout = (): void => reject(signal.reason);
  signal.addEventListener('abort', onTimeout, { once: true });
  try {
    return await Promise.race([act(signal), promise]);
  } finally {
    signal.removeEventListener('abort', onTimeout);
  }
}
