import type { FieldObject, PreflightCheck, TargetField } from '@z2q/contracts';
import type { TargetClient } from '@z2q/qtest';
import { findLookFirst, inMigration, type Migration, type Reader } from '@z2q/store';
import {
  folderIdIn,
  KEYED,
  type Keyed,
  type KeyedObject,
  type KeyedPage,
  mayBeKeyOf,
  pageKeyed,
  type Site,
  TEST_RUN,
  toSite,
  withoutClaimed,
} from '@z2q/target';
import type { SourceClient } from '@z2q/zephyr';
import { attempt } from './attempt.ts';
import { describeError, type Finding, failed, passed, warning } from './finding.ts';

/** Most pages of a kind, since somebody waits for the answer. For test cases that is 10,000 by search, 2,000 by listing. */
const PAGES = 20;

/** Test cases first: if there is anything, there are test cases. */
const ORDER: readonly Keyed[] = ['case', ...KEYED.filter((of) => of !== 'case')];

type Scan = {
  /** Objects with a key of the source project that are in no id map of this installation. */
  readonly found: readonly KeyedObject[];
  readonly looked: number;
  /** What could not be looked through completely, in words. */
  readonly gaps: readonly string[];
};

type Clients = { readonly source: SourceClient; readonly target: TargetClient };

/**
 * Looks for objects of the same source project that another installation has made, in all kinds that show a key. Those
 * of another migration of this installation are found by `checkTwins`.
 */
export async function checkAlreadyThere(
  db: Reader,
  clients: Clients,
  migration: Migration,
): Promise<PreflightCheck> {
  const taken = await howTaken(db, migration);
  const scanned = await attempt((signal) => scan(db, clients, migration, taken === null, signal));
  const finding = scanned.ok
    ? toFinding(scanned.value, migration, taken)
    : warning(`Not looked through to the end. ${describeError(scanned.error)}`, LOOK_BY_HAND);
  return { name: 'already_there', ...finding };
}

const ADOPTED = 'that another installation has brought are on the target and will be adopted';
const REGAINED =
  'that the database does not know of are on the target: it was restored from a backup, and a run takes them up';

/** What becomes of objects that are there already; null: they block the migration. */
async function howTaken(db: Reader, { id, options }: Migration): Promise<string | null> {
  if (options.adopt) return ADOPTED;
  return (await findLookFirst(inMigration(db, id))) === null ? null : REGAINED;
}

const LOOK_BY_HAND =
  'If another installation may have brought this project, search the target for its keys by hand before a run.';

function toFinding(
  { found, looked, gaps }: Scan,
  { sourceProjectKey }: Migration,
  taken: string | null,
): Finding {
  const [first] = found;
  if (first && taken === null)
    return failed(
      `${first.noun} ${first.id} of the target carries the key ${first.key} of this source project, and no migration of this installation made it. A run would make everything a second time.`,
      'Go on with the migration that made it; or make the migration with options.adopt, which takes over what is there; or take its objects away with the installation that made them, by a rollback there.',
    );
  const told = first
    ? `${found.length} objects of ${sourceProjectKey} ${taken}`
    : `None of the ${looked} objects looked at shows a key of ${sourceProjectKey} that is not this installation's`;
  if (gaps.length === 0) return passed(`${told}.`);
  // Every test run that is brought is in a test suite, so a project without one has none of them. Test cases may have
  // been searched by the field of keys, which finds none that others made without one.
  if (looked === 0 && gaps.every((gap) => gap === NO_FIELD))
    return passed(
      'The target project has no module, test cycle, release or test suite yet, and no test case that shows a key.',
    );
  return warning(`${told}. The look is not complete: ${gaps.join('; ')}.`, LOOK_BY_HAND);
}

async function scan(
  db: Reader,
  { source, target }: Clients,
  migration: Migration,
  endsAtFirst: boolean,
  signal: AbortSignal,
): Promise<Scan> {
  const site = await openSite(target, migration, signal);
  const isOurs = createIsOurs(source, migration.sourceProjectKey, signal);
  const found: KeyedObject[] = [];
  const gaps: string[] = [];
  let looked = 0;
  for await (const part of lookThrough(site)) {
    looked += part.looked;
    gaps.push(...part.gaps);
    for (const one of await listUnclaimed(db, part.keyed)) if (await isOurs(one.key)) found.push(one);
    if (found.length > 0 && endsAtFirst) break;
  }
  return { found, looked, gaps };
}

type Part = Pick<KeyedPage, 'keyed' | 'looked'> & { readonly gaps: readonly string[] };

async function* lookThrough(site: Site): AsyncGenerator<Part> {
  for (const of of ORDER) {
    for (let page = 1; page <= PAGES; page += 1) {
      const part = await pageKeyed(site, of, page, true);
      if (!part) yield { keyed: [], looked: 0, gaps: [tellClosed(site, of)] };
      else yield { ...part, gaps: part.hasMore && page === PAGES ? [tellCut(of)] : [] };
      if (!part?.hasMore) break;
    }
  }
}

const tellClosed = (site: Site, of: Keyed): string =>
  TEST_RUN.hasKey(site) ? `the site refuses the search of ${NOUNS[of]}` : NO_FIELD;

const tellCut = (of: Keyed): string => `of the ${NOUNS[of]} only the first ${PAGES} pages were looked at`;

const NO_FIELD =
  'this site has no field "Zephyr key" for test runs that the token can see, so that they show no key';

const NOUNS: Readonly<Record<Keyed, string>> = {
  module: 'modules',
  cycle: 'test cycles',
  release: 'releases',
  suite: 'test suites',
  case: 'test cases',
  run: 'test runs',
};

const FIELD_OBJECTS: readonly FieldObject[] = ['test-cases', 'test-suites', 'test-runs'];

async function openSite(target: TargetClient, migration: Migration, signal: AbortSignal): Promise<Site> {
  const lists = await Promise.all(
    FIELD_OBJECTS.map(async (object) => [object, await target.listFields(object, signal)] as const),
  );
  const fields = new Map<FieldObject, readonly TargetField[]>(lists);
  return toSite(
    target,
    { migration, signal },
    { statuses: [], fieldsOf: (object) => fields.get(object) ?? [] },
  );
}

/** A place made for records without a folder is in the id map as a container. */
async function listUnclaimed(db: Reader, objects: readonly KeyedObject[]): Promise<readonly KeyedObject[]> {
  const byType = Map.groupBy(objects, ({ type }) => type);
  const free: KeyedObject[] = [];
  for (const [type, some] of byType) free.push(...(await withoutClaimed(db, [type, 'container'], some)));
  return free;
}

/**
 * Whether a folder key is ours is known only from the folders of the source project. They are read only if there is
 * such a key.
 */
function createIsOurs(
  source: SourceClient,
  projectKey: string,
  signal: AbortSignal,
): (key: string) => Promise<boolean> {
  let folderIds: Promise<ReadonlySet<string>> | undefined;
  return async (key) => {
    const folderId = folderIdIn(key);
    if (folderId === null) return mayBeKeyOf(projectKey, key);
    folderIds ??= listFolderIds(source, projectKey, signal);
    return (await folderIds).has(folderId);
  };
}

async function listFolderIds(
  source: SourceClient,
  projectKey: string,
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  const lists = await Promise.all(
    (['TEST_CASE', 'TEST_CYCLE'] as const).map((type) => source.listFolders(projectKey, type, signal)),
  );
  return new Set(lists.flatMap(({ folders }) => folders.map(({ sourceId }) => sourceId)));
}
