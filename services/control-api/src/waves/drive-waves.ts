import { isInHand, type WaveItem, type WorkableBatch } from '@z2q/contracts';
import {
  findUnfinishedRun,
  listWaveItems,
  listWavesWaiting,
  saveUnrun,
  saveWaveRun,
  type Wave,
  type Writer,
} from '@z2q/store';
import type { ControlContext } from '../context.ts';
import { ProblemError } from '../http/problem-error.ts';
import { enqueueSoon } from '../runs/enqueue-soon.ts';
import { openRun } from '../runs/open-run.ts';

type Driver = Pick<ControlContext, 'store' | 'queues' | 'traces' | 'config' | 'log' | 'now'>;

/**
 * Starts the runs whose turn has come, in every wave. Any number of processes may call it at any time: a run is started
 * in the transaction that finds a free place and notes the run, and such transactions go one at a time.
 */
export async function driveWaves(context: Driver): Promise<void> {
  for (const wave of await listWavesWaiting(context.store.read)) {
    try {
      const jobs = await startDue(context, wave);
      if (jobs.length > 0) await enqueueSoon(context, jobs);
    } catch (error) {
      context.log.warn({ err: error, waveId: wave.id }, 'could not start the due runs of a wave');
    }
  }
}

/** Starts runs until all places are taken or no item waits. @returns their first jobs. */
async function startDue(context: Driver, wave: Wave): Promise<readonly WorkableBatch[]> {
  const { store } = context;
  const jobs: WorkableBatch[] = [];
  // Checked first without the write lock: usually all places are taken.
  while (hasPlace(wave, await listWaveItems(store.read, wave.id))) {
    const started = await store.write((tx) => startFirst(tx, context, wave));
    if (started === null) break;
    jobs.push(...started);
  }
  return jobs;
}

const hasPlace = ({ atOnce }: Wave, items: readonly WaveItem[]): boolean =>
  items.filter(isInHand).length < atOnce;

/** @returns the first jobs of the run; null when none was started. */
async function startFirst(tx: Writer, context: Driver, wave: Wave): Promise<readonly WorkableBatch[] | null> {
  const items = await listWaveItems(tx, wave.id);
  if (!hasPlace(wave, items)) return null;
  for (const { migrationId } of items.filter(({ state }) => state === 'waiting')) {
    // An operator has started a run of its own; the item's turn comes after that.
    if (await findUnfinishedRun(tx, migrationId)) continue;
    const place = { waveId: wave.id, migrationId };
    const asked = { migrationId, kind: 'migrate', phases: wave.phases, at: context.now() } as const;
    try {
      const { id, jobs } = await openRun(tx, context, asked);
      await saveWaveRun(tx, place, id);
      context.traces?.begin(id, { migrationId });
      return jobs;
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      await saveUnrun(tx, place, { state: 'failed', why: error.message });
    }
  }
  return null;
}
