import type { MappedType } from '@z2q/contracts';
import type { BatchContext } from '@z2q/runtime';
import {
  type Created,
  type Creation,
  isCreated,
  type Mapped,
  type Regaining,
  regainObjects,
} from '@z2q/store';
import type { Place } from '@z2q/target';

/** How to find out about a record that the id map has, whether its object is gone and what was made in its stead. */
export type Sought = {
  readonly before: Mapped | undefined;
  readonly place: Place;
  readonly choice: Regaining['choice'];
  /** What there is of the record on the target; the object that the map names may be among it. */
  readonly find: (before: Created) => Promise<readonly Creation[]>;
  /** Asked where `find` shows others and not the one that the map names. */
  readonly isGone: (before: Created) => Promise<boolean>;
};

/**
 * In the id map of a database that is older than the world, points records at the objects that were made of them since, if
 * those that it names are gone: after the backup there was a rollback, and another run. One that is gone with nothing in its
 * stead stays as it is, and is told by validation.
 */
export async function regain(
  context: BatchContext,
  type: MappedType,
  sought: readonly Sought[],
): Promise<void> {
  const regainings: Regaining[] = [];
  for (const one of sought) regainings.push(...(await seek(context, one)));
  if (regainings.length === 0) return;
  await context.store.write(async (tx) => {
    await context.confirmLease(tx);
    await regainObjects(tx, type, regainings);
  });
}

async function seek(
  context: BatchContext,
  { before, place, choice, find, isGone }: Sought,
): Promise<readonly Regaining[]> {
  if (!isCreated(before)) return [];
  context.throwIfStopped();
  const { sourceId, targetId: goneId } = before;
  const candidates = await find(before);
  if (candidates.length === 0 || candidates.some(({ targetId }) => targetId === goneId)) return [];
  if (!(await isGone(before))) return [];
  return [{ sourceId, goneId, candidates, parentTargetId: place, choice }];
}
