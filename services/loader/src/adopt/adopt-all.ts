import type { MappedType } from '@z2q/contracts';
import type { BatchContext } from '@z2q/runtime';
import { type Adoption, adoptObjects } from '@z2q/store';

/** Puts the objects found into the id map, if this worker still holds the batch. */
export async function adoptAll(
  context: BatchContext,
  type: MappedType,
  adoptions: readonly Adoption[],
): Promise<void> {
  const found = adoptions.filter(({ candidates }) => candidates.length > 0);
  if (found.length === 0) return;
  await context.store.write(async (tx) => {
    await context.confirmLease(tx);
    await adoptObjects(tx, type, found, context.now().getTime());
  });
}
