import type { RunId } from '@z2q/contracts';
import type { Logger } from '@z2q/process';
import { findDiskFault, pauseRun, type Store, StoreError, type Writer } from '@z2q/store';
import { recoveryWords as say } from '../recovery/recovery-words.ts';

const TRY_AGAIN_MS = 30_000;

/** What this process knows about whether the store takes writes. */
export type StoreWatch = {
  /** Describes the fault; undefined while writes succeed. */
  readonly fault: () => string | undefined;
  /**
   * Notes an error of a write. When the disk has refused a write of a run, the run is paused as soon as the store takes
   * writes again.
   * @returns whether the error concerns the store.
   */
  readonly observe: (error: unknown, runId?: RunId) => boolean;
  /**
   * Does the periodic write of this process, and so notices whether the store takes writes. Never throws an error of
   * the store.
   */
  readonly beat: (act: (tx: Writer) => Promise<void>) => Promise<void>;
};

type Watched = { readonly store: Store; readonly log: Logger; readonly now: () => Date };

export function createStoreWatch({ store, log, now }: Watched): StoreWatch {
  let fault: string | undefined;
  const stopped = new Map<RunId, string>();
  const observe: StoreWatch['observe'] = (error, runId) => {
    const disk = findDiskFault(error);
    if (disk === undefined && !(error instanceof StoreError)) return false;
    // Logged once, however many batches meet the fault.
    if (fault === undefined) log.error({ err: error }, 'the store takes no writes');
    fault = error instanceof Error ? error.message : String(error);
    if (disk && runId) stopped.set(runId, disk === 'full' ? say.diskFull : say.diskFails);
    return true;
  };
  const pauseStopped = async (tx: Writer): Promise<void> => {
    const resumeAt = now().getTime() + TRY_AGAIN_MS;
    for (const [runId, recommendedAction] of stopped)
      await pauseRun(tx, runId, { reason: 'disk_full', recommendedAction, resumeAt });
  };
  return {
    fault: () => fault,
    observe,
    beat: async (act) => {
      try {
        const paused = [...stopped.keys()];
        await store.write(async (tx) => {
          await pauseStopped(tx);
          await act(tx);
        });
        for (const runId of paused) stopped.delete(runId);
        if (fault !== undefined) log.info({ paused }, 'the store takes writes again');
        fault = undefined;
      } catch (error) {
        if (!observe(error)) throw error;
      }
    },
  };
}
