import { StoreError } from '@z2q/store';
import type { Shared } from '../kit/open-worker.ts';
import { currentHand } from './hand.ts';
import type { Life } from './life.ts';
import { type Change, nameTransaction, watched } from './name-transaction.ts';
import type { PointName } from './points.ts';
import type { World } from './world.ts';

export class ChaosError extends Error {
  override readonly name = 'ChaosError';
}

/**
 * Wraps what a worker shares with others: strikes before and after its commits, and stops a worker that is
 * frozen or dead.
 */
export const betweenOf =
  (world: World, life: Life) =>
  ({ store, queues }: Shared): Shared => ({
    store: {
      ...store,
      write: async (act) => {
        await life.pass();
        const changes: Change[] = [];
        try {
          const result = await store.write(async (tx) => {
            const acted = await act(watched(tx, changes));
            // A dead process commits nothing.
            if (life.isDead()) throw new ChaosError('gone');
            strike(world, nameTransaction(changes)?.before);
            return acted;
          });
          strike(world, nameTransaction(changes)?.after);
          return result;
        } finally {
          await life.pass();
        }
      },
    },
    queues: {
      ...queues,
      enqueue: async (jobs) => {
        await life.pass();
        return queues.enqueue(jobs);
      },
    },
  });

/**
 * @throws the error of the strike at the point, if it is one that throws. A frozen worker is stopped by
 * `life.pass`.
 */
function strike(world: World, point: PointName | undefined): void {
  const hand = currentHand();
  const kind = hand && point && world.visit(point, hand);
  if (kind === 'no space') throw new StoreError('full');
  if (kind === 'throw' || kind === 'crash') throw new ChaosError(`${kind}: ${point}`);
}
