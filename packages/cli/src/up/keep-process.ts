import { setTimeout as delay } from 'node:timers/promises';
import { type ProcessEnd, type ProcessSpec, type RunningProcess, startProcess } from './start-process.ts';

export type KeptProcess = {
  readonly name: string;
  readonly logPath: string;
  stop(graceMs: number): Promise<void>;
};

const FIRST_RESTART_MS = 1_000;
const LONGEST_RESTART_MS = 30_000;
/** A process that lived this long had started well, so it is restarted soon. */
const STEADY_MS = 60_000;

/** Keeps a program running: restarts it, with growing pauses, whenever it ends without being stopped. */
export function keepProcess(spec: ProcessSpec, onDeath: (end: ProcessEnd) => void): KeptProcess {
  const stopping = new AbortController();
  let current: RunningProcess | undefined;

  const run = async (): Promise<void> => {
    let pauseMs = FIRST_RESTART_MS;
    while (!stopping.signal.aborted) {
      const startedMs = performance.now();
      current = startProcess(spec);
      const end = await current.ended;
      if (stopping.signal.aborted) return;
      onDeath(end);
      if (performance.now() - startedMs >= STEADY_MS) pauseMs = FIRST_RESTART_MS;
      await delay(pauseMs, undefined, { signal: stopping.signal }).catch(() => undefined);
      pauseMs = Math.min(pauseMs * 2, LONGEST_RESTART_MS);
    }
  };
  const running = run();

  return {
    name: spec.name,
    logPath: spec.logPath,
    stop: async (graceMs) => {
      stopping.abort();
      await current?.stop(graceMs);
      await running;
    },
  };
}
