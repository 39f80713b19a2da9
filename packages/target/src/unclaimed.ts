import type { MappedType } from '@z2q/contracts';
import { type Creation, getTakenTargets, type Reader } from '@z2q/store';

/** Those of the given objects that are in no id map of this store under one of the types. */
export async function withoutClaimed<O extends { readonly id: number }>(
  db: Reader,
  types: readonly MappedType[],
  objects: readonly O[],
): Promise<readonly O[]> {
  const ids = objects.map((object) => object.id);
  const taken = await Promise.all(types.map((type) => getTakenTargets(db, type, ids)));
  return objects.filter(({ id }) => !taken.some((some) => some.has(id)));
}

/** The members of an object that the id map stores. */
export const toCreation = (object: {
  readonly id: number;
  readonly pid?: string | null;
  readonly versionId?: number | null;
}): Creation => ({ targetId: object.id, targetPid: object.pid ?? null, versionId: object.versionId ?? null });
