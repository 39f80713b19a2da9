import { listCounts, noteReadBack, pageFailures, saveAccounts, sumLedger } from '@z2q/store';
import { recorded } from '@z2q/test-kit';
import { expect, test } from 'vitest';
import { aTargetError } from '../a-target-error.ts';
import { StillInDoubtError } from '../create-once.ts';
import { aRemoval, commit, leave, neverAsked, openBatch, remove, rowOf } from './a-removal.ts';
import type { Removal } from './remove-each.ts';

test('what the id map names is deleted, and then forgotten and counted', async () => {
  await using batch = await openBatch();
  const { context } = batch;
  await leave(context, 'test_case', '1', 100);
  await leave(context, 'test_case', '2', 200);
  const removing = recorded(async () => undefined);
  const find = recorded(neverAsked);

  const removed = await remove(context, aRemoval({ find, remove: removing }));

  expect(removing.calls).toMatchObject([
    [{ targetId: 100, id: { sourceId: '1' } }],
    [{ targetId: 200, id: { sourceId: '2' } }],
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
  const judge: Removal['judge'] = async ({ targetId }) =>
    targetId === 100 ? { is: 'changed', fault: 'It has been edited.' } : { is: 'ours' };

  const removed = await remove(context, aRemoval({ judge, remove: removing }));
  await commit(context, context, removed);

  expect(removing.calls).toMatchObject([[{ targetId: 200 }]]);
  expect(await rowOf(context, '1')).toMatchObject({ targetId: 100 });
  expect(await rowOf(context, '2')).toBeUndefined();
  expect(await pageFailures(context.store.read, {}, 10, null)).toMatchObject([
    {
      sourceId: '1',
      code: 'changed_on_target',
      message: expect.stringContaining('TC-100 stays on the target: It has been edited.'),
    },
  ]);
});

test('an object that the target refuses to delete stays; another error is the batch’s, which hears at which object', async () => {
  await using batch = await openBatch();
  const { context } = batch;
  await leave(context, 'test_case', '1', 100);
  const failing = (error: Error) => aRemoval({ ids: ['1'], remove: async () => Promise.reject(error) });

  const removed = await remove(context, failing(aTargetError('give-up', 'refused')));

  expect(removed).toMatchObject({ gone: [], blocked: [{ sourceId: '1', code: 'rollback_blocked' }] });
  await expect(remove(context, failing(aTargetError('retry', 'server_error')))).rejects.toMatchObject({
    name: 'RecordTroubleError',
    sourceId: '1',
    cause: { code: 'server_error' },
  });
  expect(await rowOf(context, '1')).toMatchObject({ targetId: 100 });
});

test('what an intent may have left is looked for, and each such object is asked about and deleted', async () => {
  await using batch = await openBatch();
  const { context } = batch;
  await leave(context, 'test_case', '1', null);
  await leave(context, 'test_case', '2', null);
  const judge = recorded(async () => ({ is: 'ours' }) as const);
  const removing = recorded(async () => undefined);
  const find: Removal['find'] = async ({ sourceId, parentTargetId }) =>
    sourceId === '1' && parentTargetId === 9 ? [300, 301] : [];

  const removal = aRemoval({ find, judge, remove: removing });
  await expect(remove(context, removal)).rejects.toThrow(StillInDoubtError);
  expect(removing.calls).toEqual([]);
  batch.advance(60_000);
  const removed = await remove(context, removal);
  await commit(context, context, removed);

  for (const { calls } of [judge, removing])
    expect(calls).toMatchObject([[{ targetId: 300 }], [{ targetId: 301 }]]);
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

  expect(removing.calls).toMatchObject([
    [{ targetId: 200, id: { mappedType: 'container', sourceId: 'adhoc' } }],
  ]);
  expect(await rowOf(context, 'adhoc')).toMatchObject({ targetId: 100 });
  expect(await rowOf(context, 'adhoc', 'container')).toBeUndefined();
  const counts = await listCounts(context.store.read);
  expect(counts.find(({ entityType }) => entityType === 'test_case')).toMatchObject({ loaded: 0 });
});

test('an object that does not show our key stays even by force, one that was changed goes by it', async () => {
  await using batch = await openBatch();
  const context = { ...batch.context, run: { ...batch.context.run, isForced: true } };
  await leave(context, 'test_case', '1', 100);
  await leave(context, 'test_case', '2', 200);
  const removing = recorded(async () => undefined);
  const judge: Removal['judge'] = async ({ targetId }) =>
    targetId === 100
      ? { is: 'foreign', fault: 'It shows the key of another.' }
      : { is: 'changed', fault: 'It has been edited.' };

  const removed = await remove(context, aRemoval({ judge, remove: removing }));

  expect(removing.calls).toMatchObject([[{ targetId: 200 }]]);
  expect(removed.blocked).toMatchObject([{ sourceId: '1', code: 'changed_on_target' }]);
});

test('a dry run deletes nothing, leaves the id map as it is, and counts what would go', async () => {
  await using batch = await openBatch();
  const context = { ...batch.context, run: { ...batch.context.run, isDryRun: true } };
  await leave(context, 'test_case', '1', 100);

  const removed = await remove(context, aRemoval({ ids: ['1'], remove: neverAsked }));
  await commit(context, context, removed);

  expect(await rowOf(context, '1')).toMatchObject({ targetId: 100 });
  const counts = await listCounts(context.store.read);
  expect(counts.find(({ entityType }) => entityType === 'test_case')).toMatchObject({ loaded: 1, failed: 0 });
});

test('carried values count as read back until their object is deleted, and a dry run deletes none', async () => {
  await using batch = await openBatch();
  const { context } = batch;
  const { store } = context;
  await leave(context, 'test_case', '1', 100);
  await store.write(async (tx) => {
    await saveAccounts(tx, 'test_case', [carrying('1', 3), carrying('2', 4)]);
    await noteReadBack(tx, 'test_case', ['1', '2'], true);
  });
  const countReadBack = async () => (await sumLedger(store.read))[0]?.readBack;
  const dry = { ...context, run: { ...context.run, isDryRun: true } };

  const removed = await remove(context, aRemoval({ ids: ['1'] }));
  await commit(context, dry, removed);
  const afterDryRun = await countReadBack();
  await commit(context, context, removed);

  expect(afterDryRun).toBe(7);
  expect(await countReadBack()).toBe(4);
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

test('an object of which nobody thought stays, with the reason, and the others go', async () => {
  await using batch = await openBatch();
  const { context } = batch;
  await leave(context, 'test_case', '1', 11);
  await leave(context, 'test_case', '2', 12);

  const removed = await remove(
    context,
    aRemoval({
      remove: async ({ targetId }) => {
        if (targetId === 11) throw new TypeError('a bug');
      },
    }),
  );

  expect(removed.gone.map(({ id }) => id)).toEqual(['2']);
  expect(removed.blocked).toMatchObject([
    { sourceId: '1', message: expect.stringContaining('TypeError: a bug') },
  ]);
});

const carrying = (sourceId: string, count: number) => ({
  sourceId,
  sourceKey: `WEB-T${sourceId}`,
  account: {
    tally: [{ pattern: 'name', outcome: 'carried' as const, code: null, params: null, count }],
    lines: [],
  },
});
