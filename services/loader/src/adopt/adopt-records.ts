import type { Draft } from '@z2q/contracts';
import type { BatchContext } from '@z2q/runtime';
import { type Adoption, type Created, getAdoptables, getMapped, type Mapped, UNCOMPARED } from '@z2q/store';
import {
  hasKey,
  isOf,
  type ObjectWrite,
  readOrGone,
  type Site,
  type TargetKind,
  type TargetObject,
  toCreation,
} from '@z2q/target';
import { adoptAll } from './adopt-all.ts';
import { getAdoptedParents } from './adopted-parents.ts';

type Scope = {
  readonly context: BatchContext;
  readonly site: Site;
  readonly mapped: ReadonlyMap<string, Mapped>;
};

/**
 * Lets records without an id map row adopt the objects that show their key, if the operator has enabled `adopt`. Each
 * adopted object is compared with its record later.
 * @returns the id map rows of the drafts afterwards.
 */
export async function adoptRecords<D extends Draft, O extends TargetObject, W extends ObjectWrite>(
  { context, site, mapped }: Scope,
  kind: TargetKind<D, O, W>,
  drafts: readonly D[],
): Promise<ReadonlyMap<string, Mapped>> {
  const unmapped = drafts.filter(({ sourceId }) => !mapped.has(sourceId));
  if (!context.migration.options.adopt || unmapped.length === 0) return mapped;
  const adoptions = hasKey(site, kind.identity)
    ? await findByKey(context, kind, unmapped)
    : await findByName(context, site, kind, unmapped);
  await adoptAll(context, kind.type, adoptions);
  const ids = unmapped.map(({ sourceId }) => sourceId);
  return new Map([...mapped, ...(await getMapped(context.store.read, kind.type, ids))]);
}

async function findByKey<D extends Draft, O extends TargetObject, W extends ObjectWrite>(
  { store }: BatchContext,
  kind: TargetKind<D, O, W>,
  drafts: readonly D[],
): Promise<readonly Adoption[]> {
  const found = await getAdoptables(store.read, kind.type, drafts.map(kind.keyOf));
  return drafts.map((draft) => toAdoption(draft, found.get(kind.keyOf(draft)) ?? [], null));
}

/**
 * Where the site has no field for the key of a kind, an object is recognised by its name inside a parent that has our
 * key. If several objects share the name, none of them is adopted.
 */
async function findByName<D extends Draft, O extends TargetObject, W extends ObjectWrite>(
  { store }: BatchContext,
  site: Site,
  kind: TargetKind<D, O, W>,
  drafts: readonly D[],
): Promise<readonly Adoption[]> {
  const parentOf = await getAdoptedParents(store.read, drafts.map(kind.parentOf));
  const places = new Map<Created, readonly O[]>();
  const adoptions: Adoption[] = [];
  for (const draft of drafts) {
    const parent = parentOf(kind.parentOf(draft));
    if (!parent) continue;
    const listed = places.get(parent) ?? (await readOrGone(() => kind.list(site, parent.targetId))) ?? [];
    places.set(parent, listed);
    const { name } = kind.toWrite(site, draft, parent.targetId).write;
    const named = listed.filter((object) =>
      isOf(site, kind.identity, object, { key: kind.keyOf(draft), name }),
    );
    if (named.length === 1) adoptions.push(toAdoption(draft, named.map(toCreation), parent.targetId));
  }
  return adoptions;
}

const toAdoption = (
  { sourceId, sourceKey }: Draft,
  candidates: Adoption['candidates'],
  parentTargetId: number | null,
): Adoption => ({ sourceId, sourceKey, candidates, parentTargetId, contentHash: UNCOMPARED });
