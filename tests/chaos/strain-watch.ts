import { performance } from 'node:perf_hooks';

/** How hard this process is at work: services, stand-ins and all. */
export type StrainWatch = {
  /** Watches while `act` is under way. */
  readonly during: <Result>(act: () => Promise<Result>) => Promise<Result>;
  /** Milliseconds for which nothing else could be done. */
  readonly longestTurnMs: () => number;
  /** Bytes that were had at once beyond those that were had before. */
  readonly mostMemory: () => number;
};

const LOOK_EVERY_MS = 10;

/**
 * A turn of the event loop is measured by the processor time of this thread: on a machine that is shared, a process stands
 * still for reasons of others.
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

/** What is in use, and not what the system has been slow to take back. */
function memoryOf(): number {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
