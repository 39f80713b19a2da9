import type { BatchContext } from '@z2q/runtime';
import { getMappedByTarget } from '@z2q/store';
import { type Inside, readOrGone } from '@z2q/target';
import type { Leaving } from './leaving.ts';
import type { Objection } from './remove-object.ts';

/**
 * Finds an object inside another that stays: first a foreign one, then one of ours that stays itself. The target may
 * still list deleted objects for a while, so those are skipped.
 */
export async function findInside(
  { store }: BatchContext,
  leaving: Leaving,
  list: () => Promise<readonly Inside[]>,
): Promise<Objection | undefined> {
  const inside = (await readOrGone(list)) ?? [];
  let ours: Inside | undefined;
  for (const one of inside) {
    if (await leaving.has(one.types, one.id)) continue;
    const known = await Promise.all(one.types.map((type) => getMappedByTarget(store.read, type, [one.id])));
    if (!known.some((rows) => rows.has(one.id))) return toForeign(one);
    ours ??= one;
  }
  return ours && toOurs(ours);
}

const toForeign = ({ label }: Inside): Objection => ({
  code: 'changed_on_target',
  fault: `Somebody has put ${label} into it, which this migration did not make. Move that out of it, then roll back again; force does not delete it.`,
});

const toOurs = ({ label }: Inside): Objection => ({
  code: 'rollback_blocked',
  fault: `The ${label} is in it and stays too, for another reason. Once that reason is gone, roll back again.`,
});
