import { setImmediate } from 'node:timers/promises';
import type { Draft, PropertyRead, StayingValue } from '@z2q/contracts';
import { withoutFilled } from '@z2q/mapping';
import { chunk } from '@z2q/pipeline';
import type { BatchContext } from '@z2q/runtime';
import { getMapped, getMappedByKey, listDrafts, listMappedByTarget, type Mapped } from '@z2q/store';
import {
  comparePlace,
  listOwn,
  loadParents,
  type ObjectWrite,
  type Site,
  shownKey,
  type TargetKind,
  type TargetObject,
  withoutClaimed,
} from '@z2q/target';
import {
  type Compared,
  type Finding,
  type Findings,
  type Foreign,
  joinFindings,
  judge,
  toDoubled,
} from './finding.ts';

const OBJECTS_AT_ONCE = 500;

/** What the comparison of one kind of object needs. */
export type Comparison<D extends Draft, O extends TargetObject, W extends ObjectWrite> = {
  readonly site: Site;
  readonly kind: TargetKind<D, O, W>;
  /**
   * Those of the given places that the migration created; null: the kind hangs on the project itself, so no object is
   * foreign.
   */
  readonly listOwnPlaces:
    | ((context: BatchContext, ids: readonly number[]) => Promise<ReadonlySet<number>>)
    | null;
};

/** Finds which places of a kind the migration created. */
export const placesOf =
  <D extends Draft, O extends TargetObject, W extends ObjectWrite>(kind: TargetKind<D, O, W>) =>
  (context: BatchContext, ids: readonly number[]): Promise<ReadonlySet<number>> =>
    listOwn(context.store.read, kind, ids);

/** Compares objects read from the target with their drafts; finds doubles and foreign objects. */
export async function compareObjects<D extends Draft, O extends TargetObject, W extends ObjectWrite>(
  context: BatchContext,
  comparison: Comparison<D, O, W>,
  objects: readonly O[],
): Promise<Findings> {
  const parts: Findings[] = [];
  for (const some of chunk(objects, OBJECTS_AT_ONCE)) {
    context.throwIfStopped();
    parts.push(await compareSome(context, comparison, some));
    // Lets other work run: the store answers synchronously, so this loop would otherwise block the event loop.
    await setImmediate();
  }
  return joinFindings(parts);
}

async function compareSome<D extends Draft, O extends TargetObject, W extends ObjectWrite>(
  context: BatchContext,
  comparison: Comparison<D, O, W>,
  objects: readonly O[],
): Promise<Findings> {
  const { store } = context;
  const { kind, listOwnPlaces } = comparison;
  const ids = objects.map((object) => object.id);
  const ours = await listMappedByTarget(store.read, kind.type, ids);
  const sourceIds = ours.map((mapped) => mapped.sourceId);
  const stored = await listDrafts(store.read, kind.type, sourceIds);
  const drafts = stored.map(({ draft }) => draft).filter(kind.isDraft);
  const targetIds = new Map(ours.map((mapped) => [mapped.sourceId, mapped.targetId]));
  const byTarget = new Map(drafts.map((draft) => [targetIds.get(draft.sourceId), draft]));
  const staying = new Map(ours.map(({ sourceId, stays }) => [sourceId, stays]));
  const layouts = new Map(ours.map(({ sourceId, layout }) => [sourceId, layout]));
  const compare = await prepare(context, comparison, drafts, layouts);
  const records = objects.flatMap((object): Finding[] => {
    const draft = byTarget.get(object.id);
    if (draft === undefined) return [];
    const finding = judge(draft, labelOf(kind.noun, object), object, () => compare(draft, object));
    return [{ ...finding, ...findTakenOut(staying.get(draft.sourceId) ?? [], object) }];
  });
  const unmapped = await sortUnmapped(
    context,
    comparison,
    await withoutClaimed(store.read, [kind.type], objects),
  );
  const lookedAt = listOwnPlaces ? objects.length : 0;
  return { ...unmapped, records: [...records, ...unmapped.records], lookedAt };
}

/** A listing that returns no field of an object proves nothing. */
function findTakenOut(
  staying: readonly StayingValue[],
  { properties = [] }: TargetObject,
): Pick<Finding, 'stays'> {
  if (staying.length === 0 || properties.length === 0) return {};
  const filled = new Set(properties.filter(hasValue).map(({ fieldId }) => fieldId));
  const stays = staying.filter(({ fieldId }) => filled.has(fieldId));
  return stays.length < staying.length ? { stays } : {};
}

const hasValue = ({ value }: PropertyRead): boolean => value !== null && value !== '';

/** Builds each body again, as it was sent. */
async function prepare<D extends Draft, O extends TargetObject, W extends ObjectWrite>(
  context: BatchContext,
  { site, kind }: Comparison<D, O, W>,
  drafts: readonly D[],
  layouts: ReadonlyMap<string, number | null>,
): Promise<(draft: D, object: O) => Compared> {
  const parentOf = await loadParents(context.store.read, drafts.map(kind.parentOf));
  return (draft, object) => {
    const ref = kind.parentOf(draft);
    const place = ref === null ? kind.rootOf(site) : parentOf(ref);
    const then = site.asOf(layouts.get(draft.sourceId) ?? null);
    const sent = withoutFilled(kind.toWrite(then, draft, place ?? null));
    return {
      misplaced: comparePlace(kind.placeNoun, place, kind.placeOf(object)),
      altered: kind.compare(then, sent, object),
    };
  };
}

/**
 * Sorts objects that no id map names: a double if the object shows the key of one of our records, foreign if it is
 * inside one of our objects.
 */
async function sortUnmapped<D extends Draft, O extends TargetObject, W extends ObjectWrite>(
  context: BatchContext,
  { site, kind, listOwnPlaces }: Comparison<D, O, W>,
  objects: readonly O[],
): Promise<{ readonly records: readonly Finding[]; readonly foreign: readonly Foreign[] }> {
  if (objects.length === 0) return { records: [], foreign: [] };
  const keyOf = (object: O): string | null => shownKey(site, kind.identity, object);
  const records = await findByKey(
    context,
    kind,
    objects.flatMap((object) => keyOf(object) ?? []),
  );
  const places = objects.flatMap((object) => kind.placeOf(object) ?? []);
  const ownPlaces = (await listOwnPlaces?.(context, places)) ?? new Set();
  const made = await listMade(context, kind);
  const isInside = (object: O): boolean => ownPlaces.has(kind.placeOf(object) ?? 0) && !made.has(object.id);
  const recordOf = (object: O): Mapped | undefined => records.get(keyOf(object) ?? '');
  return {
    records: objects.flatMap((object) => {
      const record = recordOf(object);
      return record ? [toDoubled(record, labelOf(kind.noun, object))] : [];
    }),
    foreign: objects
      .filter((object) => recordOf(object) === undefined && isInside(object))
      .map((object) => ({ targetId: object.id, label: labelOf(kind.noun, object) })),
  };
}

async function findByKey<D extends Draft, O extends TargetObject, W extends ObjectWrite>(
  { store }: BatchContext,
  { type, sourceIdIn, keyOf }: TargetKind<D, O, W>,
  keys: readonly string[],
): Promise<ReadonlyMap<string, Mapped>> {
  if (!sourceIdIn) return getMappedByKey(store.read, type, keys);
  const ids = keys.flatMap((key) => sourceIdIn(key) ?? []);
  const mapped = await getMapped(store.read, type, ids);
  return new Map([...mapped.values()].map((record) => [keyOf(record), record]));
}

/** A place made for records without a folder is no record, but not foreign either. */
async function listMade<D extends Draft, O extends TargetObject, W extends ObjectWrite>(
  { store }: BatchContext,
  { made }: TargetKind<D, O, W>,
): Promise<ReadonlySet<number>> {
  const ids = made ? [made.sourceId] : [];
  const mapped = await getMapped(store.read, 'container', ids);
  return new Set([...mapped.values()].flatMap(({ targetId }) => targetId ?? []));
}

export const labelOf = (noun: string, { id, pid }: TargetObject): string => `${noun} ${pid ?? id}`;
