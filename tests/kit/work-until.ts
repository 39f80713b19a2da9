import type { Clock } from './clock.ts';
import type { JobList } from './job-list.ts';
import type { Worker } from './open-worker.ts';

export type Crew = {
  readonly workers: readonly Worker[];
  readonly jobs: JobList;
  readonly clock: Clock;
  /** Most batches in hand at a time, over all workers. */
  readonly atOnce: number;
};

/** How far the clock is advanced first, when there is nothing to do. */
const LOOK_EVERY_MS = 500;
const PATIENCE_MS = 60 * 60_000;

/**
 * Works on what is due until the condition returns something, then finishes the batches in hand. When there
 * is nothing to do, the clock is advanced. With `staysMet`, the condition is only asked while no batch is in
 * hand: asking after every batch costs as much as a batch.
 * @throws {Error} when nothing becomes due for an hour of the clock.
 */
export async function workUntil<Answer>(
  crew: Crew,
  condition: () => Promise<Answer | undefined>,
  what: string,
  { staysMet = false }: { readonly staysMet?: boolean } = {},
): Promise<Answer> {
  const inHand = new Set<Promise<void>>();
  const takeUp = createTakeUp(crew, inHand);
  const askWhenQuiet = async (): Promise<Answer | undefined> => {
    takeUp();
    return inHand.size === 0 ? condition() : undefined;
  };
  const ask = staysMet ? askWhenQuiet : condition;
  for (let idleMs = 0; idleMs < PATIENCE_MS; ) {
    const answer = await ask();
    if (answer !== undefined) {
      await Promise.all(inHand);
      for (const worker of crew.workers) await worker.report();
      return answer;
    }
    takeUp();
    if (inHand.size > 0) {
      await Promise.race(inHand);
      idleMs = 0;
    } else {
      // Doubles each time: the next work is due in a moment or in minutes.
      crew.clock.advance(idleMs);
      for (const worker of crew.workers) await worker.look();
      idleMs = Math.max(LOOK_EVERY_MS, 2 * idleMs);
    }
  }
  throw new Error(`Nothing is due any more, and there is no ${what}`);
}

/** Gives jobs to workers until no worker has room or its queue is empty. */
function createTakeUp({ workers, jobs, atOnce }: Crew, inHand: Set<Promise<void>>): () => void {
  const busy = new Map(workers.map((worker) => [worker, 0]));
  const hold = (worker: Worker, by: 1 | -1): void => void busy.set(worker, (busy.get(worker) ?? 0) + by);
  const takeOne = (worker: Worker): boolean => {
    const isFree = inHand.size < atOnce && (busy.get(worker) ?? 0) < worker.concurrency;
    const job = isFree ? jobs.take(worker.queue) : undefined;
    if (!job) return false;
    hold(worker, 1);
    const working = worker.work(job).finally(() => {
      hold(worker, -1);
      inHand.delete(working);
    });
    inHand.add(working);
    return true;
  };
  return () => {
    while (workers.filter(takeOne).length > 0);
  };
}
