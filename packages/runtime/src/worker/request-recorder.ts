import { AsyncLocalStorage } from 'node:async_hooks';
import type { RunId, StagePhase } from '@z2q/contracts';
import { addRequestCounts, addToPace, type Pace, type RequestCount, type Store } from '@z2q/store';

export type RequestObservation = Omit<RequestCount, 'count'> & {
  readonly method: string;
  readonly durationMs: number;
};

/** Counts API requests and finished records by run, for the report and for the pace of the run. */
export type RequestRecorder = {
  /** Counts requests made while `act` runs for this run. */
  readonly during: <Result>(runId: RunId, act: () => Promise<Result>) => Promise<Result>;
  readonly observe: (observation: RequestObservation) => void;
  readonly countDone: (runId: RunId, phase: StagePhase, records: number) => void;
  readonly flush: (store: Store) => Promise<void>;
};

export function createRequestRecorder(now: () => Date = () => new Date()): RequestRecorder {
  const current = new AsyncLocalStorage<RunId>();
  let counts = new Map<string, RequestCount & { runId: RunId }>();
  let done = new Map<string, Pace & { readonly runId: RunId }>();
  return {
    during: (runId, act) => current.run(runId, act),
    observe: (observation) => {
      const runId = current.getStore();
      if (!runId) return;
      const key = `${runId}|${observation.side}|${observation.route}|${observation.outcome}`;
      counts.set(key, { ...observation, runId, count: (counts.get(key)?.count ?? 0) + 1 });
    },
    countDone: (runId, phase, records) => {
      const key = `${runId}|${phase}`;
      const count = (done.get(key)?.count ?? 0) + records;
      if (count > 0) done.set(key, { runId, measure: 'done', of: phase, count });
    },
    flush: async (store) => {
      if (counts.size + done.size === 0) return;
      const flushed = counts;
      const finished = done;
      counts = new Map();
      done = new Map();
      const at = now();
      await store.write(async (tx) => {
        for (const [runId, items] of Map.groupBy(flushed.values(), (item) => item.runId)) {
          await addRequestCounts(tx, runId, items);
          for (const [side, ofSide] of Map.groupBy(items, (item) => item.side)) {
            const count = ofSide.reduce((sum, item) => sum + item.count, 0);
            await addToPace(tx, runId, { measure: 'requests', of: side, count }, at);
          }
        }
        for (const { runId, ...pace } of finished.values()) await addToPace(tx, runId, pace, at);
      });
    },
  };
}
