import type { Draft } from '@z2q/contracts';
import type { BatchContext } from '@z2q/runtime';
import { findLookFirst, getAdoptables, getMapped, type Mapped } from '@z2q/store';
import {
  hasKey,
  isOf,
  loadParents,
  type ObjectWrite,
  type Place,
  readOrGone,
  type Site,
  type TargetKind,
  type TargetObject,
  toCreation,
} from '@z2q/target';
import { remember } from '../remember.ts';
import { regain } from './regain.ts';

type Scope = {
  readonly context: BatchContext;
  readonly site: Site;
  readonly mapped: ReadonlyMap<string, Mapped>;
};

/** Regains the objects of records of one kind. @returns the id map rows of the drafts afterwards. */
export async function regainRecords<D extends Draft, O extends TargetObject, W extends ObjectWrite>(
  { context, site, mapped }: Scope,
  kind: TargetKind<D, O, W>,
  drafts: readonly D[],
): Promise<ReadonlyMap<string, Mapped>> {
  const { store } = context;
  if ((await findLookFirst(store.read)) === null) return mapped;
  const parentOf = await loadParents(store.read, drafts.map(kind.parentOf));
  const placeOf = (draft: D): Place => {
    const ref = kind.parentOf(draft);
    return ref === null ? kind.rootOf(site) : (parentOf(ref) ?? null);
  };
  const isKeyed = hasKey(site, kind.identity);
  const shown = isKeyed ? await getAdoptables(store.read, kind.type, drafts.map(kind.keyOf)) : new Map();
  const listIn = remember((place: Place) => kind.list(site, place));
  const findNamed = async (draft: D) => {
    const place = placeOf(draft);
    const { name } = kind.toWrite(site, draft, place).write;
    const record = { key: kind.keyOf(draft), name };
    return (await listIn(place))
      .filter((object) => isOf(site, kind.identity, object, record))
      .map(toCreation);
  };
  await regain(
    context,
    kind.type,
    drafts.map((draft) => ({
      before: mapped.get(draft.sourceId),
      place: placeOf(draft),
      choice: 'only',
      find: async () => (isKeyed ? (shown.get(kind.keyOf(draft)) ?? []) : findNamed(draft)),
      isGone: async ({ targetId }) => (await readOrGone(() => kind.read(site, targetId, []))) === undefined,
    })),
  );
  const ids = drafts.map(({ sourceId }) => sourceId);
  return new Map([...mapped, ...(await getMapped(store.read, kind.type, ids))]);
}
