import type { RunId } from '@z2q/contracts';
import { addMeasure, raiseMeasure, type Store } from '@z2q/store';

/** What the process has used so far. */
export type Usage = { readonly cpuMs: number; readonly memoryBytes: number };

/** Measures what this process costs each run that it works on. */
export type ResourceRecorder = {
  /** Counts the run as being worked on while `act` runs. */
  readonly during: <Result>(runId: RunId, act: () => Promise<Result>) => Promise<Result>;
  readonly flush: (store: Store) => Promise<void>;
};

const readUsage = (): Usage => {
  const { user, system } = process.cpuUsage();
  return { cpuMs: Math.round((user + system) / 1_000), memoryBytes: process.memoryUsage.rss() };
};

/**
 * The processor time since the last flush is shared equally among the runs worked on since then. Time without any batch
 * counts for no run. `name` is `{service}/{process}`.
 */
export function createResourceRecorder(name: string, read: () => Usage = readUsage): ResourceRecorder {
  const inHand = new Map<RunId, number>();
  const seen = new Set<RunId>();
  let before = read();
  return {
    during: async (runId, act) => {
      inHand.set(runId, (inHand.get(runId) ?? 0) + 1);
      seen.add(runId);
      try {
        return await act();
      } finally {
        const left = (inHand.get(runId) ?? 1) - 1;
        if (left > 0) inHand.set(runId, left);
        else inHand.delete(runId);
      }
    },
    flush: async (store) => {
      const now = read();
      const runs = [...seen];
      const cpuMs = now.cpuMs - before.cpuMs;
      before = now;
      seen.clear();
      for (const runId of inHand.keys()) seen.add(runId);
      if (runs.length === 0) return;
      const share = Math.round(cpuMs / runs.length);
      await store.write(async (tx) => {
        for (const runId of runs) {
          await addMeasure(tx, runId, { measure: 'cpu_ms', name, value: share });
          await raiseMeasure(tx, runId, { measure: 'peak_bytes', name, value: now.memoryBytes });
        }
      });
    },
  };
}
