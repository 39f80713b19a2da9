import type { MappedType, PropertyRead, ReleaseDraft, TargetSuite, TestSuiteDraft } from '@z2q/contracts';
import { stampOf } from '@z2q/mapping';
import { createQtestClient } from '@z2q/qtest';
import type { BatchContext } from '@z2q/runtime';
import { openTestBatch } from '@z2q/runtime/testing';
import { saveContents, saveDrafts, saveFields } from '@z2q/store';
import { saveMapped } from '@z2q/store/testing';
import { MADE, openSite, RELEASE, TEST_CYCLE, TEST_SUITE } from '@z2q/target';
import { NOWHERE } from '@z2q/test-kit';
import { expect, test } from 'vitest';
import { compareObjects, placesOf } from './compare-objects.ts';

/** The hash in a finding about an object that is as it should be. */
const readHash: unknown = expect.any(String);

/** A site without a server: everything that is compared was read before. */
const openNowhere = (context: BatchContext) =>
  openSite(createQtestClient({ ...NOWHERE, projectId: 1 }), context);

async function map(
  context: BatchContext,
  type: MappedType,
  sourceId: string,
  targetId: number,
  key?: string,
) {
  const { store } = context;
  await store.write(async (tx) => {
    await saveMapped(tx, { entityType: type, sourceId, sourceKey: key ?? null }, { targetId });
  });
}

const aRelease = (sourceId: string): ReleaseDraft => ({
  type: 'release',
  sourceId,
  sourceKey: `WEB-P${sourceId}`,
  name: `Release ${sourceId}`,
  description: `About ${stampOf(`WEB-P${sourceId}`)}`,
});
const aTargetRelease = (id: number, { name, description }: Pick<ReleaseDraft, 'name' | 'description'>) => ({
  id,
  pid: `RL-${id}`,
  name,
  description,
});

async function openReleases(...drafts: readonly ReleaseDraft[]) {
  const batch = await openTestBatch('validate', 'test_plan', []);
  const { context } = batch;
  const { store } = context;
  await store.write((tx) =>
    saveDrafts(
      tx,
      'test_plan',
      drafts.map((draft) => ({ draft, contentHash: draft.sourceId })),
    ),
  );
  for (const { sourceId, sourceKey } of drafts)
    await map(context, 'test_plan', sourceId, 100 + Number(sourceId), sourceKey);
  const comparison = { site: await openNowhere(context), kind: RELEASE, listOwnPlaces: null };
  return { batch, context, comparison };
}

test('an object that is as it was sent is found good, one that is not is told with what differs', async () => {
  const { batch, context, comparison } = await openReleases(aRelease('1'), aRelease('2'));
  await using _ = batch;

  const { records } = await compareObjects(context, comparison, [
    aTargetRelease(101, aRelease('1')),
    aTargetRelease(102, { ...aRelease('2'), name: 'Renamed' }),
  ]);

  expect(records).toEqual([
    { sourceId: '1', sourceKey: 'WEB-P1', fault: null, readHash },
    {
      sourceId: '2',
      sourceKey: 'WEB-P2',
      fault: {
        code: 'altered_on_target',
        message: 'Release RL-102: name: expected "Release 2", found "Renamed".',
      },
    },
  ]);
});

test('an object of which nobody thought is told as not compared, and the others are judged', async () => {
  const { batch, context, comparison } = await openReleases(aRelease('1'), aRelease('2'));
  await using _ = batch;
  const compare: typeof RELEASE.compare = (site, sent, object) => {
    if (object.id === 101) throw new TypeError('a bug');
    return RELEASE.compare(site, sent, object);
  };

  const { records } = await compareObjects(context, { ...comparison, kind: { ...RELEASE, compare } }, [
    aTargetRelease(101, aRelease('1')),
    aTargetRelease(102, aRelease('2')),
  ]);

  expect(records).toMatchObject([
    { sourceId: '1', fault: { code: 'target_error', message: expect.stringContaining('a bug') } },
    { sourceId: '2', fault: null },
  ]);
});

test('an object that no id map names is a double where it carries the key of one of our records', async () => {
  const { batch, context, comparison } = await openReleases(aRelease('1'));
  await using _ = batch;

  const { records, foreign } = await compareObjects(context, comparison, [
    aTargetRelease(500, aRelease('1')),
    aTargetRelease(501, { name: 'Release 1', description: 'By hand' }),
    aTargetRelease(502, { name: 'Of others', description: stampOf('OTHER-P1') }),
  ]);

  expect(records).toMatchObject([{ sourceId: '1', fault: { code: 'double_on_target' } }]);
  expect(foreign).toEqual([]);
});

test('a kind that hangs on the project itself counts nothing as looked at for being foreign', async () => {
  const { batch, context, comparison } = await openReleases();
  await using _ = batch;
  const unmapped = aTargetRelease(501, { name: 'Of others', description: '' });

  const { lookedAt, foreign } = await compareObjects(context, comparison, [unmapped]);

  expect({ lookedAt, foreign }).toEqual({ lookedAt: 0, foreign: [] });
});

const aSuite = (sourceId: string): TestSuiteDraft => ({
  type: 'test-suite',
  sourceId,
  sourceKey: `WEB-R${sourceId}`,
  name: `Cycle ${sourceId}`,
  folderSourceId: null,
  plannedStart: null,
  plannedEnd: null,
  fields: [],
});
const aKey: PropertyRead = { fieldId: 1, value: 'WEB-R1', valueName: null };
const aTargetSuite = (id: number, name: string, cycleId: number): TargetSuite => ({
  id,
  pid: null,
  name,
  parent: { type: 'test-cycle', id: cycleId },
  properties: [],
});

/**
 * One suite (id 201) in the cycle for cycles without a folder (id 20), and the suite of ad hoc executions (id 202).
 */
async function openSuites() {
  const batch = await openTestBatch('validate', 'test_cycle', []);
  const { context } = batch;
  const { store } = context;
  const drafts = [{ draft: aSuite('1'), contentHash: '1' }];
  await store.write((tx) => saveDrafts(tx, 'test_cycle', drafts));
  await store.write((tx) => saveFields(tx, []));
  await map(context, 'container', MADE.testCycle, 20);
  await map(context, 'container', MADE.testSuite, 202);
  await map(context, 'test_cycle', '1', 201, 'WEB-R1');
  const site = await openNowhere(context);
  return { batch, context, comparison: { site, kind: TEST_SUITE, listOwnPlaces: placesOf(TEST_CYCLE) } };
}

test('an object in another place than its own is misplaced', async () => {
  const { batch, context, comparison } = await openSuites();
  await using _ = batch;

  const { records } = await compareObjects(context, comparison, [aTargetSuite(201, 'Cycle 1', 21)]);

  expect(records).toMatchObject([
    {
      sourceId: '1',
      fault: {
        code: 'misplaced_on_target',
        message: 'Test suite 201: cycle: expected "20", found "21".',
      },
    },
  ]);
});

test('an object of others is foreign inside a place of ours alone, and a place that we made is not foreign', async () => {
  const { batch, context, comparison } = await openSuites();
  await using _ = batch;

  const { records, foreign, lookedAt } = await compareObjects(context, comparison, [
    aTargetSuite(201, 'Cycle 1', 20),
    aTargetSuite(202, 'Ad hoc executions', 20),
    aTargetSuite(300, 'Inside ours', 20),
    aTargetSuite(301, 'Elsewhere', 99),
  ]);

  expect(records).toEqual([{ sourceId: '1', sourceKey: 'WEB-R1', fault: null, readHash }]);
  expect(foreign).toEqual([{ targetId: 300, label: 'Test suite 300' }]);
  expect(lookedAt).toBe(4);
});

test.each([
  ['is empty by now', [aKey, { fieldId: 7, value: '', valueName: null }], { stays: [] }],
  ['is not shown by now', [aKey], { stays: [] }],
  ['is still filled', [aKey, { fieldId: 7, value: '1', valueName: 'High' }], {}],
  ['is shown with no other of the object', [], {}],
])('a value that was to be taken out by hand, where its field %s', async (_what, properties, told) => {
  const { batch, context, comparison } = await openSuites();
  await using _ = batch;
  const stays = [{ fieldId: 7, label: 'Risk', value: 'High' }];
  await context.store.write((tx) =>
    saveContents(tx, 'test_cycle', [{ sourceId: '1', content: { contentHash: '1', stays } }]),
  );

  const { records } = await compareObjects(context, comparison, [
    { ...aTargetSuite(201, 'Cycle 1', 20), properties },
  ]);

  expect(records).toEqual([{ sourceId: '1', sourceKey: 'WEB-R1', fault: null, readHash, ...told }]);
});

test('a worker that is told to stop compares no more', async () => {
  const { batch, context, comparison } = await openReleases(aRelease('1'));
  await using _ = batch;
  const throwIfStopped = () => {
    throw new Error('stop');
  };

  const comparing = compareObjects({ ...context, throwIfStopped }, comparison, [
    aTargetRelease(101, aRelease('1')),
  ]);

  await expect(comparing).rejects.toThrow('stop');
});
