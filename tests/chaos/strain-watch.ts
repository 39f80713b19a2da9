import { performance } from 'node:perf_hooks';

/** Measures the load of this process, in which services and stand-ins run together. */
export type StrainWatch = {
  /** Measures while `act` runs. */
  readonly during: <Result>(act: () => Promise<Result>) => Promise<Result>;
  /** Longest time in milliseconds during which the event loop was blocked. */
  readonly longestTurnMs: () => number;
  /** Most bytes in use beyond those in use when the measurement began. */
  readonly mostMemory: () => number;
};

const LOOK_EVERY_MS = 10;

/**
 * A turn of the event loop is measured by the processor time of its thread, because on a shared machine a
 * process also stands still for reasons of other processes.
 */
export function createStrainWatch(): StrainWatch {
  let longestTurnMs = 0;
  let mostMemory = 0;
  return {
    during: async (act) => {
      const memoryBefore = memoryOf();
      let [seenMs, busyMs] = [performance.now(), busyTimeMs()];
      const look = (): void => {
        const [nowMs, nowBusyMs] = [performance.now(), busyTimeMs()];
        longestTurnMs = Math.max(longestTurnMs, Math.min(nowMs - seenMs, nowBusyMs - busyMs));
        [seenMs, busyMs] = [nowMs, nowBusyMs];
        mostMemory = Math.max(mostMemory, memoryOf() - memoryBefore);
      };
      const timer = setInterval(look, LOOK_EVERY_MS);
      try {
        return await act();
      } finally {
        clearInterval(timer);
      }
    },
    longestTurnMs: () => longestTurnMs,
    mostMemory: () => mostMemory,
  };
}

function busyTimeMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}

/** Memory in use, without memory that was freed and not returned to the system yet. */
function memoryOf(): number {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
