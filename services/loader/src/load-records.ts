import type { Draft, EntityType } from '@z2q/contracts';
import {
  type Emptied,
  emptyLeft,
  isRehomed,
  stillStaying,
  toStayingEntries,
  type Written,
  withoutFilled,
  withProperties,
} from '@z2q/mapping';
import type { BatchContext, BatchHandler } from '@z2q/runtime';
import { type Created, type DraftOf, getMapped, isCreated, type Mapped, UNCOMPARED } from '@z2q/store';
import {
  isOf,
  loadParents,
  type ObjectWrite,
  openSite,
  type Place,
  type Site,
  type TargetKind,
  type TargetObject,
  toCreation,
} from '@z2q/target';
import { adoptRecords } from './adopt/adopt-records.ts';
import { compareAdopted } from './adopt/compare-adopted.ts';
import { approveKnown, approveOnce } from './approve-once.ts';
import type { LoaderContext } from './context.ts';
import type { Creator } from './create-once.ts';
import { getSingleDrafts, type Loaded, type Loading, loadEach } from './load-each.ts';
import { RecordError } from './record-error.ts';
import { refuseFaulty } from './refuse-faulty.ts';
import { regainRecords } from './regain/regain-records.ts';
import { updateObject } from './update-object.ts';

type LoadScope = {
  readonly context: BatchContext;
  readonly site: Site;
  readonly mapped: ReadonlyMap<string, Mapped>;
};

/** Plans the records of one kind. The planner returns undefined for a draft of another kind. */
export type Planner = (
  scope: LoadScope,
  drafts: readonly Draft[],
) => Promise<(stored: DraftOf<Draft>) => Loading | undefined>;

/** Creates the objects of a type of records, and updates objects whose records have changed since. */
export const createLoadRecords =
  (
    { targetOf, concurrency, refusals }: LoaderContext,
    type: EntityType,
    planners: readonly Planner[],
  ): BatchHandler =>
  async (context) => {
    const { batch, migration, store } = context;
    const groups = await getSingleDrafts<Draft>(context, type);
    const drafts = groups.flat().map(({ draft }) => draft);
    const scope: LoadScope = {
      context,
      site: await openSite(targetOf(migration.targetProjectId), context),
      mapped: await getMapped(store.read, type, batch.ids),
    };
    const plans = await Promise.all(planners.map((planner) => planner(scope, drafts)));
    const plan = (stored: DraftOf<Draft>): Loading => {
      for (const planOne of plans) {
        const loading = planOne(stored);
        if (loading) return loading;
      }
      throw new Error(`Nothing on the target is made of a ${stored.draft.type}`);
    };
    return loadEach(context, { limit: concurrency, refusals }, type, groups, plan);
  };

export const planKind =
  <D extends Draft, O extends TargetObject, W extends ObjectWrite>(kind: TargetKind<D, O, W>): Planner =>
  async (given, drafts) => {
    const ofKind = drafts.filter(kind.isDraft);
    const adopted = { ...given, mapped: await adoptRecords(given, kind, ofKind) };
    const scope = { ...adopted, mapped: await regainRecords(adopted, kind, ofKind) };
    const parentOf = await loadParents(scope.context.store.read, ofKind.map(kind.parentOf));
    return ({ draft, contentHash, loadedDraft }) => {
      if (!kind.isDraft(draft)) return undefined;
      const place = toPlace(kind, scope.site, draft, parentOf);
      const loaded = loadedDraft !== null && kind.isDraft(loadedDraft) ? loadedDraft : null;
      return planRecord(scope, kind, { draft, contentHash, loadedDraft: loaded, place });
    };
  };

function toPlace<D extends Draft, O extends TargetObject, W extends ObjectWrite>(
  kind: TargetKind<D, O, W>,
  site: Site,
  draft: D,
  parentOf: Awaited<ReturnType<typeof loadParents>>,
): Place {
  const ref = kind.parentOf(draft);
  if (ref === null) return kind.rootOf(site);
  const parent = parentOf(ref);
  if (parent === undefined)
    throw new RecordError(
      'dependency_failed',
      `Its folder (${ref.sourceId}) is not on the target. Retry it once the folder is.`,
    );
  return parent;
}

type Wanted<D extends Draft> = {
  readonly draft: D;
  readonly contentHash: string;
  /** The draft as it was loaded, if it has changed since. */
  readonly loadedDraft: D | null;
  readonly place: Place;
};

function planRecord<D extends Draft, O extends TargetObject, W extends ObjectWrite>(
  scope: LoadScope,
  kind: TargetKind<D, O, W>,
  wanted: Wanted<D>,
): Loading {
  const { context, site, mapped } = scope;
  const { draft, contentHash, place } = wanted;
  const before = mapped.get(draft.sourceId);
  const written = kind.toWrite(site, draft, place);
  const { late } = written;
  const content = { contentHash, parentTargetId: place };
  if (before?.contentHash === contentHash) {
    const asLoaded = kind.toWrite(site.asOf(before.layout), draft, place);
    if (!isCreated(before) || !isRehomedIn(scope, kind, before, [asLoaded, written]))
      return {
        how: 'unchanged',
        creations: [],
        finish: async () => ({ content, late: [...asLoaded.late, ...toStayingEntries(before.stays)] }),
      };
  }
  if (isCreated(before) && before.contentHash === UNCOMPARED)
    return {
      how: 'unchanged',
      creations: [],
      finish: async () => {
        const version = await compareAdopted({ context, site, kind }, before, { draft, place, written });
        return { content: { ...content, ...version }, late, isAdopted: true };
      },
    };
  if (isCreated(before) && before.contentHash !== null) return planUpdate(scope, kind, before, wanted);
  refuseFaulty(written, site);
  return {
    how: 'created',
    creations: [toCreator(scope, kind, wanted, written)],
    finish: async ([made]) => {
      const approve = made?.isNew ? approveOnce : approveKnown;
      const version = made && (await approve({ context, site, kind }, made));
      return { content: { ...content, ...version, stays: [] }, late };
    },
  };
}

/** Plans the update of an object whose record has changed, or a value of which has lost its field. */
function planUpdate<D extends Draft, O extends TargetObject, W extends ObjectWrite>(
  scope: LoadScope,
  kind: TargetKind<D, O, W>,
  before: Created,
  wanted: Wanted<D>,
): Loading {
  const { context, site } = scope;
  const { draft, contentHash, place } = wanted;
  const isSame = before.contentHash === contentHash;
  const loadedDraft = isSame ? draft : wanted.loadedDraft;
  const written = kind.toWrite(site, draft, place);
  const content = { contentHash, parentTargetId: place };
  const update = async (): Promise<Loaded> => {
    const left = emptyWhatIsLeft(scope, kind, before, { draft: loadedDraft, place, written });
    const stays = [...stillStaying(before.stays, written.write.properties), ...left.stays];
    const change = { ...wanted, loadedDraft, written: withProperties(written, left.properties) };
    const version = await updateObject({ context, site, kind }, before, change);
    return {
      content: { ...content, ...version, stays },
      late: [...written.late, ...toStayingEntries(stays)],
    };
  };
  return {
    how: 'updated',
    creations: [],
    finish: async () => {
      try {
        return await update();
      } catch (error) {
        // The record has not changed, so the missing object is not reported here but by validation.
        if (!isSame || !(error instanceof RecordError) || error.code !== 'missing_on_target') throw error;
        const { late } = kind.toWrite(site.asOf(before.layout), draft, place);
        return { how: 'unchanged', content, late: [...late, ...toStayingEntries(before.stays)] };
      }
    },
  };
}

/** Whether a value of an unchanged record has lost its field and can be written to another one now. */
function isRehomedIn<D extends Draft, O extends TargetObject, W extends ObjectWrite>(
  { site }: LoadScope,
  { identity: { field } }: TargetKind<D, O, W>,
  { layout }: Created,
  [asLoaded, written]: readonly [Written<W>, Written<W>],
): boolean {
  if (field === null) return false;
  const { properties } = withoutFilled(asLoaded);
  return isRehomed(
    { properties, fields: site.asOf(layout).fieldsOf(field) },
    { properties: written.write.properties, fields: site.fieldsOf(field) },
  );
}

type Left<D extends Draft, W> = {
  /** The draft as it was loaded, if it is known. */
  readonly draft: D | null;
  readonly place: Place;
  readonly written: Written<W>;
};

function emptyWhatIsLeft<D extends Draft, O extends TargetObject, W extends ObjectWrite>(
  { site }: LoadScope,
  { identity: { field }, toWrite }: TargetKind<D, O, W>,
  { layout }: Created,
  { draft, place, written }: Left<D, W>,
): Emptied {
  if (draft === null || field === null) return { properties: [], stays: [] };
  const { write } = toWrite(site.asOf(layout), draft, place);
  return emptyLeft(write.properties ?? [], written.write.properties ?? [], site.fieldsOf(field));
}

function toCreator<D extends Draft, O extends TargetObject, W extends ObjectWrite>(
  { site, mapped }: LoadScope,
  kind: TargetKind<D, O, W>,
  { draft, place }: Wanted<D>,
  { write }: Written<W>,
): Creator {
  const { sourceId, sourceKey } = draft;
  const record = { key: kind.keyOf(draft), name: write.name };
  return {
    entityType: kind.type,
    sourceId,
    sourceKey,
    place,
    mapped: mapped.get(sourceId),
    find: async (places) => {
      const asked = new Set(places.map((some) => some ?? kind.rootOf(site)));
      const lists = await Promise.all([...asked].map((some) => kind.list(site, some)));
      return lists
        .flat()
        .filter((object) => isOf(site, kind.identity, object, record))
        .map(toCreation);
    },
    create: async (at) => toCreation(await kind.create(site, write, at)),
  };
}
