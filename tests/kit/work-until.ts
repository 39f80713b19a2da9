import type { Clock } from './clock.ts';
import type { JobList } from './job-list.ts';
import type { Worker } from './open-worker.ts';

export type Crew = {
  readonly workers: readonly Worker[];
  readonly jobs: JobList;
  readonly clock: Clock;
  /** Batches worked on at once by all of them together. */
  readonly atOnce: number;
};

/** How often workers look for what is due, while there is something. */
const LOOK_EVERY_MS = 500;
const PATIENCE_MS = 60 * 60_000;

/**
 * Works on what is due until the condition gives an answer, and finishes what is in hand by then. Where there is nothing
 * to do but to wait, time passes at once. A condition that stays met is asked for only where nothing is in hand: an
 * answer after every batch costs as much as some of the batches.
 * @throws when nothing becomes due for an hour of that time.
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
      // Twice as long each time: what is waited for is a moment or minutes away.
      crew.clock.advance(idleMs);
      for (const worker of crew.workers) await worker.look();
      idleMs = Math.max(LOOK_EVERY_MS, 2 * idleMs);
    }
  }
  throw new Error(`Nothing is due any more, and there is no ${what}`);
}

/** Gives each worker with a free hand a job of its queue, one after the other, until there is none left for anybody. */
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
