import type { Draft, EntityType } from '@z2q/contracts';
import { type BatchContext, toFailure } from '@z2q/runtime';
import { listFailed } from '@z2q/store';
import type { NamedResult } from './finish-transform.ts';

/** An owner by its id or its key, whichever the record uses. */
export type Owner = { readonly type: EntityType; readonly name: string };

/**
 * Changes the failure of a record whose owner was not found: if the owner has failed in this run, the record gets
 * `dependency_failed` and is retried together with it. Otherwise the source has no such owner.
 */
export async function blameOwners<D extends Draft>(
  context: BatchContext,
  results: readonly NamedResult<D>[],
  ownersOf: (sourceId: string) => readonly Owner[],
): Promise<readonly NamedResult<D>[]> {
  const unresolved = results.filter(isUnresolved).flatMap(({ name }) => ownersOf(name.sourceId));
  const hasFailed = await findFailed(context, unresolved);
  return results.map((named): NamedResult<D> => {
    const { name, answers, result } = named;
    return isUnresolved(named) && 'message' in result && ownersOf(name.sourceId).some(hasFailed)
      ? { name, answers, result: toFailure(name, 'dependency_failed', result.message) }
      : named;
  });
}

async function findFailed(
  { store }: BatchContext,
  owners: readonly Owner[],
): Promise<(owner: Owner) => boolean> {
  const failed = new Map<EntityType, ReadonlySet<string>>();
  for (const [type, some] of Map.groupBy(owners, (owner) => owner.type)) {
    const names = [...new Set(some.map((owner) => owner.name))];
    failed.set(type, await listFailed(store.read, type, names));
  }
  return ({ type, name }) => failed.get(type)?.has(name) ?? false;
}

const isUnresolved = ({ result }: NamedResult<Draft>): boolean =>
  'code' in result && result.code === 'reference_unresolved';
