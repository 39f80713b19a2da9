import { lookUntil } from './look-until.ts';
import { type ProcessUsage, readUsage, type WatchedProcess } from './process-usage.ts';

const EVERY_MS = 1_000;

/** Usage by process, read every second: a process that has ended meanwhile keeps the last thing it said. */
export type UsageWatch = AsyncDisposable & {
  /** Peak memory since a process began, processor time since the watch began: starting up is no part of the work. */
  usage(): Promise<readonly ProcessUsage[]>;
};

export async function watchUsage(processes: readonly WatchedProcess[]): Promise<UsageWatch> {
  const first = await Promise.all(processes.map(readUsage));
  const latest = [...first];
  const stopped = new AbortController();
  const look = async (): Promise<void> => {
    for (const [index, watched] of processes.entries()) {
      const now = await readUsage(watched);
      if (now.peakBytes !== null) latest[index] = now;
    }
  };
  const watching = lookUntil(stopped.signal, EVERY_MS, look);
  return {
    usage: async () => {
      await look();
      return latest.map((now, index) => sinceThen(now, first[index]?.cpuSeconds ?? null));
    },
    [Symbol.asyncDispose]: async () => {
      stopped.abort();
      await watching;
    },
  };
}

const sinceThen = (now: ProcessUsage, before: number | null): ProcessUsage => ({
  ...now,
  cpuSeconds: now.cpuSeconds === null || before === null ? null : now.cpuSeconds - before,
});
