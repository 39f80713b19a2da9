import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';
import { ConfigError } from './config/config-error.ts';
import { redactUrlCredentials } from './redact-url-credentials.ts';

const CONFIG_FAULT = 78;
/** What a process makes, nobody else may read: it holds the records of a company. */
const OWNER_ONLY = 0o077;
/** What is in hand by then is left to its lease: a process promises to be gone after ten seconds. */
const FORCED_EXIT_AFTER_MS = 8_000;

/** A service that runs, and how it may end by itself. */
export type Service = AsyncDisposable & {
  /** Rejects when the service cannot go on in this process; whoever keeps it starts another. */
  readonly failed: Promise<never>;
};

/**
 * Starts a service and disposes of it on SIGTERM or SIGINT, also on one that comes while it starts, then exits 0; exits
 * 78 when the environment is wrong and 1 when the service cannot start or go on. Imports next to nothing, so that signals are
 * heeded before a service's own modules are loaded.
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

/** At the size that V8 begins with, collecting it took a worker a sixth of its time. */
const YOUNG_BYTES = 8 * 2 ** 20;

/**
 * Has V8 collect garbage before it asks for more memory. On a machine with much memory it would rather let the heap grow
 * to several times what is in use, and a worker holds a few batches at most. The space for new objects has no limit that
 * could be set once the process is there, so it is let grow to its size and no further.
 */
function limitHeap(): void {
  setFlagsFromString('--heap-growing-percent=30');
  setFlagsFromString('--semi-space-growth-factor=2');
  for (let tries = 0; tries < 100 && youngBytes() < YOUNG_BYTES; tries += 1)
    Array.from({ length: 20_000 }, () => ({}));
  setFlagsFromString('--semi-space-growth-factor=1');
}

const youngBytes = (): number =>
  getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space')?.space_size ?? YOUNG_BYTES;

/** What the store and the broker say of themselves is for an operator, who has no use for a stack. By name: neither is loaded here. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return redactUrlCredentials(String(error));
  const isForOperator = ['StoreError', 'BrokerError'].includes(error.name);
  return redactUrlCredentials(isForOperator ? error.message : (error.stack ?? error.message));
}
