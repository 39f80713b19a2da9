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

/** How to find out whether the object of a record is gone, and which object was created in its place. */
export type Sought = {
  readonly before: Mapped | undefined;
  readonly place: Place;
  readonly choice: Regaining['choice'];
  /** The record's objects on the target; the object that the id map names may be among them. */
  readonly find: (before: Created) => Promise<readonly Creation[]>;
  /** Asked when `find` shows other objects, but not the one that the id map names. */
  readonly isGone: (before: Created) => Promise<boolean>;
};

/**
 * After an older database was restored, points records at newer objects if the objects that the id map names are gone:
 * after the backup there was a rollback and another run. A record without a newer object keeps its row; validation
 * reports that its object is missing.
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
