import type { Container, NamedWrite, TargetCycle, TargetSuite, TestSuiteDraft } from '@z2q/contracts';
import { compareSuite, fillRequired, findField, toSuiteWrite, ZEPHYR_KEY_FIELD } from '@z2q/mapping';
import { containerAt, listInside, locate } from '../containers.ts';
import { MADE } from '../made-places.ts';
import { readOrGone } from '../read-or-gone.ts';
import type { Site } from '../site.ts';
import type { Place, TargetKind } from '../target-kind.ts';

const AD_HOC_NAME = 'Ad hoc executions';
const adHocKey = (projectKey: string): string => `${projectKey}-adhoc`;

/**
 * A Zephyr cycle becomes a suite in the test cycle of its folder. Suites have no description, so their key is only in a
 * field.
 */
export const TEST_SUITE: TargetKind<TestSuiteDraft, TargetSuite, NamedWrite> = {
  type: 'test_cycle',
  noun: 'Test suite',
  placeNoun: 'cycle',
  identity: { field: 'test-suites', stamped: null },
  made: {
    sourceId: MADE.testSuite,
    keyOf: adHocKey,
    toWrite: ({ fieldsOf }, projectKey) => {
      const fields = fieldsOf('test-suites');
      const keyField = findField(ZEPHYR_KEY_FIELD, fields);
      const key = keyField ? [{ field_id: keyField.id, field_value: adHocKey(projectKey) }] : [];
      return { name: AD_HOC_NAME, properties: fillRequired('test-suites', key, fields).properties };
    },
  },
  isDraft: (draft) => draft.type === 'test-suite',
  parentOf: ({ folderSourceId }) =>
    folderSourceId === null
      ? { type: 'container', sourceId: MADE.testCycle }
      : { type: 'folder', sourceId: folderSourceId },
  rootOf: ({ rootCycle }) => rootCycle,
  keyOf: ({ sourceKey }) => sourceKey ?? '',
  sourceIdIn: null,

  placeOf: ({ parent }) => toPlace(parent),
  listAll: async (site, isEnough) => {
    const suites = await listBelow(site, containerAt(null));
    return (await isEnough(suites)) ? suites : [...suites, ...(await listOfReleases(site))];
  },
  list: ({ client, signal }, place) => client.listSuites(containerAt(place), signal),
  read: async ({ client, signal }, id, places) => {
    const suite = await client.getSuite(id, signal);
    if (suite.parent !== null) return suite;
    const place = await locate(places, async (some) => {
      const siblings = await readOrGone(() => client.listSuites(containerAt(some), signal));
      return siblings?.some((sibling) => sibling.id === id) ?? false;
    });
    return { ...suite, parent: place === undefined ? null : containerAt(place) };
  },
  holder: null,
  contents: (site, id) => listInside(site, { type: 'test-suite', id }, true),
  // It is not documented what happens to foreign runs in a suite that is deleted.
  isGuarded: false,

  toWrite: ({ fieldsOf }, draft) => toSuiteWrite(draft, { fields: fieldsOf('test-suites') }),
  create: ({ client }, write, place) => client.createSuite({ ...write, parent: containerAt(place) }),
  update: ({ client }, id, write) => client.updateSuite(id, write),
  move: ({ client }, id, place) => client.moveSuite(id, containerAt(place)),
  isTopClosed: false,
  approval: null,
  compare: ({ fieldsOf }, sent, suite) => compareSuite(sent, suite, fieldsOf('test-suites')),
  remove: ({ client, signal }, id) => client.deleteSuite(id, signal),
};

function toPlace(parent: Container | null): Place | undefined {
  if (parent?.type === 'root') return null;
  return parent?.type === 'test-cycle' ? parent.id : undefined;
}

async function listBelow({ client, signal }: Site, parent: Container): Promise<readonly TargetSuite[]> {
  const cycles = await client.listCycleTree(parent, signal);
  const direct = await client.listSuites(parent, signal);
  return [...direct, ...cycles.flatMap(suitesOf)];
}

const suitesOf = (cycle: TargetCycle): readonly TargetSuite[] => [
  ...cycle.suites,
  ...cycle.children.flatMap(suitesOf),
];

/** The cycle tree does not show suites of releases, but somebody may have moved one of ours there. */
async function listOfReleases(site: Site): Promise<readonly TargetSuite[]> {
  const suites: TargetSuite[] = [];
  for (const { id } of await site.client.listReleases(site.signal))
    suites.push(...(await listBelow(site, { type: 'release', id })));
  return suites;
}
