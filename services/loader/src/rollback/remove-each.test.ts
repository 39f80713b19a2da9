import type { MappedType } from '@z2q/contracts';
import type { BatchContext } from '@z2q/runtime';
import { openTestBatch } from '@z2q/runtime/testing';
import { findMapped, listCounts, pageFailures } from '@z2q/store';
import { leaveIntent, saveMapped } from '@z2q/store/testing';
import { recorded } from '@z2q/test-kit';
import { expect, test } from 'vitest';
import { aTargetError } from '../a-target-error.ts';
import { StillInDoubtError } from '../create-once.ts';
import { commitRemoved, type Removal, type Removed, removeEach } from './remove-each.ts';

const neverAsked = async (): Promise<never> => {
  throw new Error('was asked');
};
const openBatch = () =>
  openTestBatch(
    'rollback',
    'test_case',
    ['1', '2'].map((sourceId) => ({ sourceId, sourceKey: `WEB-T${sourceId}` })),
  );

async function leave(context: BatchContext, type: MappedType, sourceId: string, targetId: number | null) {
  const { store } = context;
  await store.write(async (tx) => {
    const record = { entityType: type, sourceId, sourceKey: `WEB-T${sourceId}`, parentTargetId: 9 };
    if (targetId === null) await leaveIntent(tx, record);
    else await saveMapped(tx, record, { targetId, targetPid: `TC-${targetId}` });
  });
}

const aRemoval = (overrides: Partial<Removal> = {}): Removal => ({
  type: 'test_case',
  ids: ['1', '2'],
  find: async () => [],
  refuse: async () => undefined,
  remove: async () => undefined,
  ...overrides,
});

const remove = (context: BatchContext, removal: Removal) => removeEach(context, 1, removal);
const commit = ({ store }: BatchContext, context: BatchContext, removed: Removed) =>
  store.write((tx) => commitRemoved(tx, context, 'test_case', removed));
const rowOf = ({ store }: BatchContext, id: string, type: MappedType = 'test_case') =>
  findMapped(store.read, type, id);

test('what the id map names is deleted, and then forgotten and counted', async () => {
  await using batch = await openBatch();
  const { context } = batch;
  await leave(context, 'test_case', '1', 100);
  await leave(context, 'test_case', '2', 200);
  const removing = recorded(async () => undefined);
  const find = recorded(neverAsked);

  const removed = await remove(context, aRemoval({ find, remove: removing }));

  expect(removing.calls).toMatchObject([
    [100, { sourceId: '1' }],
    [200, { sourceId: '2' }],
  ]);
  expect(find.calls).toEqual([]);
  expect(await rowOf(context, '1')).toBeDefined();
  await commit(context, context, removed);
  expect([await rowOf(context, '1'), await rowOf(context, '2')]).toEqual([undefined, undefined]);
  const counts = await listCounts(context.store.read);
  expect(counts.find(({ entityType }) => entityType === 'test_case')).toMatchObject({ loaded: 2, failed: 0 });
});

test('what the id map does not name is gone already, and nothing is deleted for it', async () => {
  await using batch = await openBatch();
  const removing = recorded(neverAsked);

  const removed = await remove(batch.context, aRemoval({ remove: removing }));

  expect(removed).toMatchObject({ gone: [{ id: '1' }, { id: '2' }], blocked: [] });
  expect(removing.calls).toEqual([]);
});

test('an object that has to stay is asked about before it is deleted, stays, and is named', async () => {
  await using batch = await openBatch();
  const { context } = batch;
  await leave(context, 'test_case', '1', 100);
  await leave(context, 'test_case', '2', 200);
  const removing = recorded(async () => undefined);
  const refuse = async (targetId: number) => (targetId === 100 ? 'test runs are left in it.' : undefined);

  const removed = await remove(context, aRemoval({ refuse, remove: removing }));
  await commit(context, context, removed);

  expect(removing.calls).toMatchObject([[200, {}]]);
  expect(await rowOf(context, '1')).toMatchObject({ targetId: 100 });
  expect(await rowOf(context, '2')).toBeUndefined();
  expect(await pageFailures(context.store.read, {}, 10, null)).toMatchObject([
    {
      sourceId: '1',
      code: 'rollback_blocked',
      message: expect.stringContaining('TC-100 stays on the target: test runs are left in it.'),
    },
  ]);
});

test('an object that the target refuses to delete stays; another error is the batch’s', async () => {
  await using batch = await openBatch();
  const { context } = batch;
  await leave(context, 'test_case', '1', 100);
  const failing = (error: Error) => aRemoval({ ids: ['1'], remove: async () => Promise.reject(error) });

  const removed = await remove(context, failing(aTargetError('give-up', 'refused')));

  expect(removed).toMatchObject({ gone: [], blocked: [{ sourceId: '1', code: 'rollback_blocked' }] });
  await expect(remove(context, failing(aTargetError('retry', 'server_error')))).rejects.toThrow('no');
  expect(await rowOf(context, '1')).toMatchObject({ targetId: 100 });
});

test('what an intent may have left is looked for, and each such object is asked about and deleted', async () => {
  await using batch = await openBatch();
  const { context } = batch;
  await leave(context, 'test_case', '1', null);
  await leave(context, 'test_case', '2', null);
  const refuse = recorded(async () => undefined);
  const removing = recorded(async () => undefined);
  const find: Removal['find'] = async ({ sourceId, parentTargetId }) =>
    sourceId === '1' && parentTargetId === 9 ? [300, 301] : [];

  const removal = aRemoval({ find, refuse, remove: removing });
  await expect(remove(context, removal)).rejects.toThrow(StillInDoubtError);
  expect(removing.calls).toEqual([]);
  batch.advance(60_000);
  const removed = await remove(context, removal);
  await commit(context, context, removed);

  expect(refuse.calls).toMatchObject([
    [300, {}],
    [301, {}],
  ]);
  expect(removing.calls).toMatchObject([
    [300, {}],
    [301, {}],
  ]);
  expect([await rowOf(context, '1'), await rowOf(context, '2')]).toEqual([undefined, undefined]);
});

test('places and runs are looked up under their own type, and no record is counted for them', async () => {
  await using batch = await openBatch();
  const { context } = batch;
  await leave(context, 'test_case', 'adhoc', 100);
  await leave(context, 'container', 'adhoc', 200);
  const removing = recorded(async () => undefined);

  const removed = await remove(context, aRemoval({ ids: ['container/adhoc'], remove: removing }));
  await commit(context, context, removed);

  expect(removing.calls).toMatchObject([[200, { mappedType: 'container', sourceId: 'adhoc' }]]);
  expect(await rowOf(context, 'adhoc')).toMatchObject({ targetId: 100 });
  expect(await rowOf(context, 'adhoc', 'container')).toBeUndefined();
  const counts = await listCounts(context.store.read);
  expect(counts.find(({ entityType }) => entityType === 'test_case')).toMatchObject({ loaded: 0 });
});

test('a worker that is told to stop deletes no other object', async () => {
  await using batch = await openBatch();
  const { context } = batch;
  await leave(context, 'test_case', '1', 100);
  const removing = recorded(neverAsked);
  const throwIfStopped = () => {
    throw new Error('stop');
  };

  await expect(remove({ ...context, throwIfStopped }, aRemoval({ remove: removing }))).rejects.toThrow(
    'stop',
  );

  expect(removing.calls).toEqual([]);
});
