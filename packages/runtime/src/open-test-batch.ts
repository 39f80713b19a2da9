import type { EntityType, StagePhase } from '@z2q/contracts';
import { createLogger } from '@z2q/process';
import { addRecords, type Batch, findRun, LeaseLostError, type RecordName } from '@z2q/store';
import { NOW_MS, openTestStore } from '@z2q/store/testing';
import type { BatchContext } from './batch-handler.ts';

/** A batch at work on a real store, at a time that passes only when something waits. */
export type TestBatch = AsyncDisposable & {
  readonly context: BatchContext;
  /** Milliseconds of each wait so far. */
  readonly waits: number[];
  /** From now on another worker holds the batch. */
  loseLease(): void;
  /** From now on the lease runs out before a request could be sent. */
  runOut(): void;
};

/** Opens a batch with the given records of one type, which its run knows of. */
export async function openTestBatch(
  phase: StagePhase,
  entityType: EntityType,
  records: readonly RecordName[],
): Promise<TestBatch> {
  await using stack = new AsyncDisposableStack();
  const { migrate, begin } = stack.use(await openTestStore());
  const migration = await migrate();
  const { id: runId, store } = await begin(migration);
  const run = await findRun(store.read, runId);
  if (!run) throw new Error('The run that was just begun is not there');
  await store.write((tx) => addRecords(tx, entityType, records));
  const ids = records.map((record) => record.sourceId);
  const batch: Batch = {
    runId,
    phase,
    entityType,
    batch: 1,
    kind: 'records',
    ids,
    params: null,
    attempts: 1,
  };
  const waits: number[] = [];
  let nowMs = NOW_MS;
  let isLost = false;
  let isOut = false;
  const context: BatchContext = {
    batch,
    run,
    migration,
    store,
    signal: new AbortController().signal,
    throwIfStopped: () => undefined,
    assertHeld: () => {
      if (isOut) throw new Error('the lease runs out');
    },
    confirmLease: async () => {
      if (isLost) throw new LeaseLostError(batch);
    },
    wait: async (ms) => {
      waits.push(ms);
      nowMs += Math.max(0, ms);
    },
    log: createLogger('test', 'silent'),
    now: () => new Date(nowMs),
  };
  const held = stack.move();
  return {
    context,
    waits,
    loseLease: () => {
      isLost = true;
    },
    runOut: () => {
      isOut = true;
    },
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
}
