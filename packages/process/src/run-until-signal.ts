import { ConfigError } from './config/config-error.ts';
import { limitHeap } from './limit-heap.ts';
import { redactUrlCredentials } from './redact-url-credentials.ts';

const CONFIG_FAULT = 78;
/** Nobody else may read the files of a process, since they hold company data. */
const OWNER_ONLY = 0o077;
/** A process promises to end within ten seconds. What is still in hand after this is left to its lease. */
const FORCED_EXIT_AFTER_MS = 8_000;

/** A running service. */
export type Service = AsyncDisposable & {
  /** Rejects when the service cannot go on in this process; the process then ends, and its supervisor starts another. */
  readonly failed: Promise<never>;
};

/**
 * Runs a service until SIGTERM or SIGINT, also one that arrives during start-up, disposes of it and exits 0. Exits 78
 * when the environment is wrong, and 1 when the service cannot start or go on. Imports almost nothing, so that signals
 * are handled before the service's own modules are loaded.
 */
export async function runUntilSignal(start: () => Promise<Service>): Promise<void> {
  limitHeap();
  process.umask(OWNER_ONLY);
  const { promise: signalled, resolve } = Promise.withResolvers<void>();
  const stop = (): void => {
    setTimeout(() => process.exit(0), FORCED_EXIT_AFTER_MS).unref();
    resolve();
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, stop);
  try {
    const service = await start();
    await Promise.race([signalled, service.failed]);
    await service[Symbol.asyncDispose]();
    process.exit(0);
  } catch (error) {
    process.stderr.write(`${error instanceof ConfigError ? error.message : describe(error)}\n`);
    process.exit(error instanceof ConfigError ? CONFIG_FAULT : 1);
  }
}

/**
 * Errors of the store and the broker are worded for an operator, who has no use for a stack. Recognised by name,
 * because neither module is loaded here.
 */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return redactUrlCredentials(String(error));
  const isForOperator = ['StoreError', 'BrokerError'].includes(error.name);
  return redactUrlCredentials(isForOperator ? error.message : (error.stack ?? error.message));
}
