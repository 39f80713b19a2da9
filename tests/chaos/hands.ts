import type { BatchJob } from '@z2q/contracts';
import type { Crew } from '../kit/work-until.ts';
import { type Hand, withHand } from './hand.ts';
import type { Mortal, Staff } from './staff.ts';
import type { World } from './world.ts';

/** The batches that workers have in hand. */
export type Hands = {
  /** Gives batches to workers until no worker has room or its queue is empty. */
  readonly takeUp: (crew: Crew) => void;
  /** Forgets the batches that dead workers had in hand. */
  readonly dropDead: () => void;
  readonly areEmpty: () => boolean;
  /**
   * The work in hand of workers that are neither frozen nor dead; each promise resolves when its batch is
   * over.
   */
  readonly atWork: () => readonly Promise<void>[];
};

type Held = { readonly mortal: Mortal; readonly working: Promise<void> };

export function createHands(world: World, staff: Staff, nameOf: (job: BatchJob) => string): Hands {
  const held = new Set<Held>();
  let taken = 0;
  const atWork = (): readonly Held[] => [...held].filter(({ mortal }) => mortal.life.isAtWork());
  const countOf = (mortal: Mortal): number => [...held].filter((each) => each.mortal === mortal).length;
  const work = async ({ worker, life }: Mortal, job: BatchJob): Promise<void> => {
    taken += 1;
    const hand: Hand = { id: String(taken), life, job, subject: nameOf(job) };
    world.hands.set(hand.id, hand);
    // The work of a dead worker ends with an error when the arena is closed; nobody waits for it.
    await withHand(hand, () => worker.work(job)).catch(() => undefined);
  };
  const takeOne = (mortal: Mortal, crew: Crew): boolean => {
    const { worker, life } = mortal;
    const isFree = life.isAtWork() && atWork().length < crew.atOnce && countOf(mortal) < worker.concurrency;
    const job = isFree ? crew.jobs.take(worker.queue) : undefined;
    if (!job) return false;
    const entry: Held = { mortal, working: work(mortal, job).finally(() => held.delete(entry)) };
    held.add(entry);
    return true;
  };
  return {
    takeUp: (crew) => {
      while (staff.present().filter((mortal) => takeOne(mortal, crew)).length > 0);
    },
    dropDead: () => {
      for (const each of held) if (each.mortal.life.isDead()) held.delete(each);
    },
    areEmpty: () => held.size === 0,
    atWork: () => atWork().map(({ working }) => working),
  };
}
