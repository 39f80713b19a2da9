import {
  contentHash,
  type Draft,
  type EntityType,
  type PropertyWrite,
  type StayingValue,
  type TargetField,
} from '@z2q/contracts';
import { emptyLeft, stillStaying } from '@z2q/mapping';
import type { BatchContext } from '@z2q/runtime';
import { type Created, type DraftOf, listDrafts, type Mapped, UNCOMPARED } from '@z2q/store';

type Fields<D> = {
  /** What the new draft writes. */
  readonly properties: readonly PropertyWrite[];
  readonly fields: readonly TargetField[];
  /** What the draft as it was loaded has written. */
  readonly propertiesOf: (draft: D) => readonly PropertyWrite[];
};

/**
 * Finds for each new draft of a batch the values that will stay in fields of its object once it is loaded:
 * those that stay already, and those that the draft as it was loaded has and the new one has not.
 */
export async function loadStaying<D extends Draft>(
  { store }: BatchContext,
  type: EntityType,
  mapped: ReadonlyMap<string, Mapped>,
): Promise<(draft: D, before: Created, fields: Fields<D>) => readonly StayingValue[]> {
  const stored = await listDrafts<D>(store.read, type, [...mapped.keys()]);
  const byId = new Map(stored.map((one) => [one.draft.sourceId, one]));
  return (draft, before, { properties, fields, propertiesOf }) => {
    const loaded = draftAsLoaded(draft, before, byId.get(draft.sourceId));
    return [
      ...stillStaying(before.stays, properties),
      ...(loaded ? emptyLeft(propertiesOf(loaded), properties, fields).stays : []),
    ];
  };
}

/**
 * The draft that the object was written with; null if loading will not update the object, or the draft is
 * unknown.
 */
function draftAsLoaded<D extends Draft>(
  draft: D,
  { contentHash: loadedHash }: Mapped,
  stored: DraftOf<D> | undefined,
): D | null {
  const hash = contentHash(draft);
  if (stored === undefined || loadedHash === null || loadedHash === UNCOMPARED || loadedHash === hash)
    return null;
  if (stored.contentHash === hash) return stored.loadedDraft;
  return stored.loadedDraft ?? stored.draft;
}
