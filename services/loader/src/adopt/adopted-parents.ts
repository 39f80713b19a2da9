import type { MappedType } from '@z2q/contracts';
import { type Created, getMapped, type InMigration, isCreated, type Mapped, type Reader } from '@z2q/store';
import type { ParentRef } from '@z2q/target';

/** Finds which of the given parents were adopted. Only inside such a parent can there be objects of another installation. */
export async function getAdoptedParents(
  db: InMigration<Reader>,
  refs: readonly (ParentRef | null)[],
): Promise<(ref: ParentRef | null) => Created | undefined> {
  const byType = new Map<MappedType, ReadonlyMap<string, Mapped>>();
  const named = refs.filter((ref) => ref !== null);
  for (const [type, some] of Map.groupBy(named, (ref) => ref.type)) {
    const ids = some.map((ref) => ref.sourceId);
    byType.set(type, await getMapped(db, type, ids));
  }
  return (ref) => {
    const mapped = ref === null ? undefined : byType.get(ref.type)?.get(ref.sourceId);
    return isCreated(mapped) && mapped.isAdopted ? mapped : undefined;
  };
}
