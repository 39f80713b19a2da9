import { AsyncLocalStorage } from 'node:async_hooks';
import type { RunId } from '@z2q/contracts';
import { addRequestCounts, type RequestCount, type Store } from '@z2q/store';

export type RequestObservation = Omit<RequestCount, 'count'> & {
  readonly method: string;
  readonly durationMs: number;
};

/** Counts API requests by run, for the report. */
export type RequestRecorder = {
  /** Counts requests made while `act` runs for this run. */
  readonly during: <Result>(runId: RunId, act: () => Promise<Result>) => Promise<Result>;
  readonly observe: (observation: RequestObservation) => void;
  readonly flush: (store: Store) => Promise<void>;
};

export function createRequestRecorder(): RequestRecorder {
  const current = new AsyncLocalStorage<RunId>();
  let counts = new Map<string, RequestCount & { runId: RunId }>();
  return {
    during: (runId, act) => current.run(runId, act),
    observe: (observation) => {
      const runId = current.getStore();
      if (!runId) return;
      const key = `${runId}|${observation.side}|${observation.route}|${observation.outcome}`;
      counts.set(key, { ...observation, runId, count: (counts.get(key)?.count ?? 0) + 1 });
    },
    flush: async (store) => {
      if (counts.size === 0) return;
      const flushed = counts;
      counts = new Map();
      await store.write(async (tx) => {
        for (const [runId, items] of Map.groupBy(flushed.values(), (item) => item.runId)) {
          await addRequestCounts(tx, runId, items);
        }
      });
    },
  };
}
