import type { EntityType, StagePhase } from '@z2q/contracts';
import { createLogger } from '@z2q/process';
import {
  addRecords,
  type Batch,
  findRun,
  LeaseLostError,
  markRunning,
  type RecordName,
  type RunStore,
} from '@z2q/store';
import { NOW, NOW_MS, openTestStore } from '@z2q/store/testing';
import { type BatchContext, HandedBackError } from './batch-handler.ts';

/** A batch in work on a real store. Its clock advances only when the handler waits or the test advances it. */
export type TestBatch = AsyncDisposable & {
  readonly context: BatchContext;
  /** Advances the clock. */
  advance(ms: number): void;
  /** Lets another worker hold the batch from now on. */
  loseLease(): void;
  /** Lets the lease run out before a request could be sent. */
  runOut(): void;
};

/** Opens a batch with the given records of one type, which are added to its run. */
export async function openTestBatch(
  phase: StagePhase,
  entityType: EntityType,
  records: readonly RecordName[],
): Promise<TestBatch> {
  await using stack = new AsyncDisposableStack();
  const { migrate, begin } = stack.use(await openTestStore());
  const migration = await migrate();
  const { id: runId, store } = await begin(migration);
  const batch: Batch = {
    runId,
    phase,
    entityType,
    batch: 1,
    kind: 'records',
    ids: records.map((record) => record.sourceId),
    params: null,
    attempts: 1,
    losses: 0,
  };
  await store.write(async (tx) => {
    await markRunning(tx, runId, NOW);
    await addRecords(tx, entityType, records);
  });
  const { harness, ...controls } = createHarness(batch);
  const context: BatchContext = { batch, migration, store, run: await loadRun(store), ...harness };
  const held = stack.move();
  return { context, ...controls, [Symbol.asyncDispose]: () => held.disposeAsync() };
}

async function loadRun({ read }: RunStore) {
  const run = await findRun(read, read.runId);
  if (!run) throw new Error('The run that was just begun is not there');
  return run;
}

/** Stands in for the worker that a handler runs in. */
function createHarness(batch: Batch) {
  let nowMs = NOW_MS;
  let isLost = false;
  let isOut = false;
  const harness: Omit<BatchContext, 'batch' | 'migration' | 'store' | 'run'> = {
    signal: new AbortController().signal,
    throwIfStopped: () => undefined,
    assertHeld: () => {
      if (isOut) throw new HandedBackError('the lease runs out');
    },
    confirmLease: async () => {
      if (isLost) throw new LeaseLostError(batch);
    },
    wait: async (ms) => {
      nowMs += Math.max(0, ms);
    },
    claim: 'a-claim',
    settleMs: 60_000,
    log: createLogger('test', 'silent'),
    now: () => new Date(nowMs),
  };
  return {
    harness,
    advance: (ms: number): void => {
      nowMs += ms;
    },
    loseLease: (): void => {
      isLost = true;
    },
    runOut: (): void => {
      isOut = true;
    },
  };
}
