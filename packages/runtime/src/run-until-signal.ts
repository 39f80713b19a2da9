import { limitHeap } from './limit-heap.ts';
import { ConfigError } from './read-config.ts';
import { redactUrlCredentials } from './redact-url-credentials.ts';

const CONFIG_FAULT = 78;
const FORCED_EXIT_AFTER_MS = 10_000;

/**
 * Starts a service and disposes of it on SIGTERM or SIGINT, then exits 0; exits 78 when the environment is wrong and 1
 * when the service cannot start.
 */
export async function runUntilSignal(start: () => Promise<AsyncDisposable>): Promise<void> {
  limitHeap();
  const signalled = new Promise<void>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve());
  });
  try {
    const service = await start();
    await signalled;
    setTimeout(() => process.exit(0), FORCED_EXIT_AFTER_MS).unref();
    await service[Symbol.asyncDispose]();
    process.exit(0);
  } catch (error) {
    process.stderr.write(`${error instanceof ConfigError ? error.message : describe(error)}\n`);
    process.exit(error instanceof ConfigError ? CONFIG_FAULT : 1);
  }
}

const describe = (error: unknown): string =>
  redactUrlCredentials(error instanceof Error ? (error.stack ?? error.message) : String(error));
