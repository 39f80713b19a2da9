import type { Draft, FieldObject, MappedType } from '@z2q/contracts';
import { findField, ZEPHYR_KEY_FIELD } from '@z2q/mapping';
import { unlessRefused } from '@z2q/qtest';
import { type Identity, shownKey, type TargetObject } from './identity.ts';
import { folderKey } from './kinds/folder.ts';
import { MODULE } from './kinds/module.ts';
import { RELEASE } from './kinds/release.ts';
import { TEST_CASE, TEST_CASES_A_PAGE } from './kinds/test-case.ts';
import { TEST_CYCLE } from './kinds/test-cycle.ts';
import { TEST_RUN } from './kinds/test-run.ts';
import { TEST_SUITE } from './kinds/test-suite.ts';
import type { Site } from './site.ts';
import type { ObjectWrite, TargetKind } from './target-kind.ts';

/** An object that shows the key of a record, whoever created it. */
export type KeyedObject = {
  readonly type: MappedType;
  readonly noun: string;
  readonly id: number;
  readonly pid: string | null;
  readonly versionId: number | null;
  readonly key: string;
};

export type KeyedPage = {
  readonly keyed: readonly KeyedObject[];
  /** How many objects were looked at. */
  readonly looked: number;
  readonly hasMore: boolean;
};

/** Kinds of objects that show a key, in the order in which a project is searched. */
export const KEYED = ['module', 'cycle', 'release', 'suite', 'case', 'run'] as const;
export type Keyed = (typeof KEYED)[number];

/**
 * Searches a project for objects that show a key, one page at a time.
 * @param isQuick use the search index if the site allows it, which takes fewer requests but may lag behind.
 * @returns null if the site refuses the search for this kind.
 */
export function pageKeyed(site: Site, of: Keyed, page: number, isQuick: boolean): Promise<KeyedPage | null> {
  switch (of) {
    case 'module':
      return listKind(site, MODULE);
    case 'cycle':
      return listKind(site, TEST_CYCLE);
    case 'release':
      return listKind(site, RELEASE);
    case 'suite':
      return listKind(site, TEST_SUITE);
    case 'case':
      return pageCases(site, page, isQuick);
    case 'run':
      return searchHolders(site, RUN, page);
  }
}

async function listKind<D extends Draft, O extends TargetObject, W extends ObjectWrite>(
  site: Site,
  kind: TargetKind<D, O, W>,
): Promise<KeyedPage> {
  const objects = await kind.listAll(site, async () => false);
  return toPage(site, kind, { items: objects, hasMore: false });
}

async function pageCases(site: Site, page: number, isQuick: boolean): Promise<KeyedPage> {
  const found = isQuick ? await searchHolders(site, TEST_CASE, page) : null;
  if (found) return found;
  const { client, signal } = site;
  const listed = await client.pageTestCases({ moduleId: null, page, size: TEST_CASES_A_PAGE }, signal);
  return toPage(site, TEST_CASE, listed);
}

type Shown<O extends TargetObject> = {
  readonly type: MappedType;
  readonly noun: string;
  readonly identity: Identity<O>;
};

const RUN: Shown<TargetObject> = {
  type: 'test_run',
  noun: TEST_RUN.noun,
  identity: { field: 'test-runs', stamped: null },
};

const SEARCHED_A_PAGE = 500;

/** null: there is no key field for this kind here, or the site refuses the search. */
async function searchHolders(
  site: Site,
  {
    identity,
    ...shown
  }: {
    readonly type: MappedType;
    readonly noun: string;
    readonly identity: { readonly field: FieldObject | null };
  },
  page: number,
): Promise<KeyedPage | null> {
  const { client, signal, fieldsOf } = site;
  const { field: object } = identity;
  const field = object && findField(ZEPHYR_KEY_FIELD, fieldsOf(object));
  if (!object || !field) return null;
  const request = { object, fieldId: field.id, page, pageSize: SEARCHED_A_PAGE };
  const found = await unlessRefused(() => client.searchFieldHolders(request, signal));
  return found && toPage(site, { ...shown, identity: { field: object, stamped: null } }, found);
}

function toPage<O extends TargetObject>(
  site: Site,
  { type, noun, identity }: Shown<O>,
  { items, hasMore }: { readonly items: readonly O[]; readonly hasMore: boolean },
): KeyedPage {
  const keyed = items.flatMap((object): KeyedObject[] => {
    const key = shownKey(site, identity, object);
    if (key === null) return [];
    const { id, pid = null, versionId = null } = object;
    return [{ type, noun, id, pid, versionId, key }];
  });
  return { keyed, looked: items.length, hasMore };
}

/** Whether a key may belong to a source project. Folder keys contain only an id, so they may belong to any project. */
export const mayBeKeyOf = (projectKey: string, key: string): boolean =>
  folderIdIn(key) !== null ||
  key.startsWith(`${projectKey}-`) ||
  key.split('|')[1]?.startsWith(`${projectKey}-`) === true;

/** Id of the folder in a key; null: it is no folder key. */
export const folderIdIn = folderKey.sourceIdIn;
