import type { MappedType } from '@z2q/contracts';
import type { BatchContext } from '@z2q/runtime';
import type { InRun, Writer } from '@z2q/store';
import { getBuried, getMapped, getSighted, isCreated, saveSightings } from '@z2q/store';

/** Objects that a rollback has deleted so far, or that a dry run would have deleted. */
export type Leaving = {
  readonly add: (type: MappedType, targetId: number) => void;
  readonly has: (types: readonly MappedType[], targetId: number) => Promise<boolean>;
};

/** Deletions of this batch are committed with it; until then only this worker knows them. */
export function createLeaving({ store, run }: BatchContext): Leaving {
  const here = new Set<string>();
  const nameOf = (type: MappedType, targetId: number): string => `${type} ${targetId}`;
  const find = (type: MappedType, targetId: number): Promise<ReadonlySet<number>> =>
    run.isDryRun
      ? getSighted(store.read, `leaving_${type}`, [targetId])
      : getBuried(store.read, type, [targetId]);
  return {
    add: (type, targetId) => void here.add(nameOf(type, targetId)),
    has: async (types, targetId) => {
      for (const type of types)
        if (here.has(nameOf(type, targetId)) || (await find(type, targetId)).has(targetId)) return true;
      return false;
    },
  };
}

/** Remembers what a dry run would delete. The id map is left as it is. */
export async function noteLeaving(
  tx: InRun<Writer>,
  type: MappedType,
  sourceIds: readonly string[],
): Promise<void> {
  const rows = await getMapped(tx, type, sourceIds);
  const targetIds = [...rows.values()].filter(isCreated).map(({ targetId }) => targetId);
  await saveSightings(tx, `leaving_${type}`, targetIds);
}

/** Those of the given objects that stay. */
export async function listStaying(
  { store, run }: BatchContext,
  type: MappedType,
  targetIds: readonly number[],
): Promise<ReadonlySet<number>> {
  if (!run.isDryRun) return new Set(targetIds);
  const leaving = await getSighted(store.read, `leaving_${type}`, targetIds);
  return new Set(targetIds.filter((id) => !leaving.has(id)));
}
