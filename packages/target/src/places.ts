import type { Draft, MappedType } from '@z2q/contracts';
import type { Difference } from '@z2q/mapping';
import {
  getMapped,
  type InMigration,
  isCreated,
  listDrafts,
  listMappedByTarget,
  type Mapped,
  type Reader,
} from '@z2q/store';
import type { TargetObject } from './identity.ts';
import type { ObjectWrite, ParentRef, Place, TargetKind } from './target-kind.ts';

/** Looks up the target ids of parents; undefined: the parent is not on the target. */
export async function loadParents(
  db: InMigration<Reader>,
  refs: readonly (ParentRef | null)[],
): Promise<(ref: ParentRef) => number | undefined> {
  const byType = new Map<MappedType, ReadonlyMap<string, Mapped>>();
  const named = refs.filter((ref) => ref !== null);
  for (const [type, some] of Map.groupBy(named, (ref) => ref.type)) {
    const ids = some.map((ref) => ref.sourceId);
    byType.set(type, await getMapped(db, type, ids));
  }
  return ({ type, sourceId }) => {
    const mapped = byType.get(type)?.get(sourceId);
    return isCreated(mapped) ? mapped.targetId : undefined;
  };
}

/** Those of the given objects of a kind that the migration created, including the place for records without a folder. */
export async function listOwn<D extends Draft, O extends TargetObject, W extends ObjectWrite>(
  db: InMigration<Reader>,
  kind: TargetKind<D, O, W>,
  targetIds: readonly number[],
): Promise<ReadonlySet<number>> {
  const mapped = await listMappedByTarget(db, kind.type, [...new Set(targetIds)]);
  const sourceIds = mapped.map((row) => row.sourceId);
  const drafts = await listDrafts(db, kind.type, sourceIds);
  const ofKind = new Set(
    drafts.filter(({ draft }) => kind.isDraft(draft)).map(({ draft }) => draft.sourceId),
  );
  const own = mapped.filter((row) => ofKind.has(row.sourceId));
  const made = kind.made ? await getMapped(db, 'container', [kind.made.sourceId]) : [];
  return new Set([...own, ...made.values()].filter(isCreated).map((row) => row.targetId));
}

/** Compares the place of an object; `expected` undefined: its parent is not on the target. */
export function comparePlace(
  placeNoun: string,
  expected: Place | undefined,
  actual: Place | undefined,
): readonly Difference[] {
  if (expected === actual && actual !== undefined) return [];
  const wanted = nameOf(expected) ?? `its ${placeNoun}, which is not on the target`;
  return [{ field: placeNoun, expected: wanted, actual: nameOf(actual) ?? 'another place' }];
}

const nameOf = (place: Place | undefined): string | undefined =>
  place === null ? 'the top level' : place?.toString();
