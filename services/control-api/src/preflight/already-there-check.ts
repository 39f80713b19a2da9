import type { PreflightCheck, TargetTestCase } from '@z2q/contracts';
import { findField, readStamp, ZEPHYR_KEY_FIELD } from '@z2q/mapping';
import { type TargetClient, unlessRefused } from '@z2q/qtest';
import { getMappedByTarget, inMigration, type Migration, type Reader } from '@z2q/store';
import { attempt } from './attempt.ts';
import { describeError, type Finding, failed, passed, warning } from './finding.ts';

const SEARCHED_A_PAGE = 500;
const LISTED_A_PAGE = 100;
/** A preflight does not read a whole project; what is there is there from the first pages on. */
const PAGES = 10;

type Keyed = { readonly id: number; readonly key: string };
type Scan = { readonly found: Keyed | undefined; readonly looked: number; readonly isWhole: boolean };

/** Looks for test cases of the same source project that this migration did not bring: another installation may have. */
export async function checkAlreadyThere(
  db: Reader,
  target: TargetClient,
  migration: Migration,
): Promise<PreflightCheck> {
  const scanned = await attempt((signal) => scan(db, target, migration, signal));
  return { name: 'already_there', ...toFinding(scanned, migration) };
}

function toFinding(scanned: Awaited<ReturnType<typeof attempt<Scan>>>, migration: Migration): Finding {
  if (!scanned.ok) return warning(`Not looked for. ${describeError(scanned.error)}`);
  const { found, looked, isWhole } = scanned.value;
  const { sourceProjectKey } = migration;
  if (found)
    return failed(
      `Test case ${found.id} of the target carries the key ${found.key} of this source project, and this migration did not make it. A run would make everything a second time.`,
      'Go on with the migration that made it, or take its objects away with the installation that made them, by a rollback there.',
    );
  if (isWhole) return passed(`No test case of ${sourceProjectKey} by another migration is on the target.`);
  return passed(
    `Among the first ${looked} test cases with a key none of ${sourceProjectKey} is another migration's.`,
  );
}

async function scan(
  db: Reader,
  target: TargetClient,
  migration: Migration,
  signal: AbortSignal,
): Promise<Scan> {
  const isOurKey = (key: string | null): key is string =>
    key?.startsWith(`${migration.sourceProjectKey}-T`) === true;
  const readPage = await chooseListing(target, signal);
  let looked = 0;
  for (let page = 1; page <= PAGES; page += 1) {
    const { items, hasMore } = await readPage(page);
    looked += items.length;
    const keyed = items.flatMap(({ id, key }) => (isOurKey(key) ? [{ id, key }] : []));
    const mapped = await getMappedByTarget(
      inMigration(db, migration.id),
      'test_case',
      keyed.map(({ id }) => id),
    );
    const found = keyed.find(({ id }) => !mapped.has(id));
    if (found || !hasMore) return { found, looked, isWhole: true };
  }
  return { found: undefined, looked, isWhole: false };
}

type ReadPage = (page: number) => Promise<{
  readonly items: readonly { readonly id: number; readonly key: string | null }[];
  readonly hasMore: boolean;
}>;

/** By the field for the key, where there is one and the site lets us search; else by the stamps in the descriptions. */
async function chooseListing(target: TargetClient, signal: AbortSignal): Promise<ReadPage> {
  const field = findField(ZEPHYR_KEY_FIELD, await target.listFields('test-cases', signal));
  const search = (page: number, fieldId: number) =>
    target.searchFieldHolders({ object: 'test-cases', fieldId, page, pageSize: SEARCHED_A_PAGE }, signal);
  const first = field && (await unlessRefused(() => search(1, field.id)));
  if (field && first)
    return async (page) => {
      const { items, hasMore } = page === 1 ? first : await search(page, field.id);
      const keyOf = (holder: (typeof items)[number]): string | null =>
        holder.properties.find(({ fieldId }) => fieldId === field.id)?.value ?? null;
      return { items: items.map((holder) => ({ id: holder.id, key: keyOf(holder) })), hasMore };
    };
  return async (page) => {
    const { items, hasMore } = await target.pageTestCases(
      { moduleId: null, page, size: LISTED_A_PAGE },
      signal,
    );
    return { items: items.map(toStamped), hasMore };
  };
}

const toStamped = ({ id, description }: TargetTestCase) => ({ id, key: readStamp(description) });
