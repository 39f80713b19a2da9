import type { MappedType } from '@z2q/contracts';
import {
  addDoubles,
  getBuried,
  getTakenTargets,
  listDoubles,
  pageFailures,
  releaseIntent,
  resendIntent,
  saveCreated,
} from '@z2q/store';
import { GONE, leaveIntent } from '@z2q/store/testing';
import { recorded } from '@z2q/test-kit';
import { expect, test } from 'vitest';
import { aTargetError } from '../a-target-error.ts';
import { adopt, aRemoval, commit, leave, openBatch, remove, rowOf } from './a-removal.ts';
import type { Removal } from './remove-each.ts';

test('of a record that was sent again, what the first request made goes too', async () => {
  await using batch = await openBatch();
  const { context } = batch;
  const record = { entityType: 'test_case', sourceId: '1', sourceKey: 'WEB-T1', parentTargetId: 9 } as const;
  await context.store.write(async (tx) => {
    await leaveIntent(tx, record);
    await releaseIntent(tx, { ...record, claim: GONE }, 1);
    await resendIntent(tx, { ...record, claim: GONE, nowMs: 1 });
    await saveCreated(tx, { ...record, claim: GONE }, { targetId: 100, targetPid: null });
  });
  const removing = recorded(async () => undefined);

  await remove(context, aRemoval({ ids: ['1'], find: async () => [300], remove: removing }));

  expect(removing.calls).toMatchObject([[{ targetId: 300 }], [{ targetId: 100 }]]);
});

test('a double goes with its record, also where nothing is in the id map any more', async () => {
  await using batch = await openBatch();
  const { context } = batch;
  const removing = recorded(async () => undefined);
  const double = { entityType: 'test_case', sourceId: '1', targetId: 300 } as const;
  await context.store.write((tx) => addDoubles(tx, [double], 1));

  const removed = await remove(context, aRemoval({ ids: ['1'], remove: removing }));
  await commit(context, context, removed);

  expect(removing.calls).toMatchObject([[{ targetId: 300 }]]);
  expect(await listDoubles(context.store.read, 'test_case')).toEqual([]);
});

test('what was adopted stays and is not counted as gone; a double of it was made here, and goes', async () => {
  await using batch = await openBatch();
  const { context } = batch;
  for (const [sourceId, targetId] of [
    ['1', 100],
    ['2', 200],
  ] as const)
    await adopt(context, sourceId, targetId);
  const double = { entityType: 'test_case', sourceId: '2', targetId: 300 } as const;
  await context.store.write((tx) => addDoubles(tx, [double], 1));
  const removing = recorded(async () => undefined);

  const removed = await remove(context, aRemoval({ remove: removing }));
  await commit(context, context, removed);

  expect(removing.calls).toMatchObject([[{ targetId: 300 }]]);
  expect(removed).toEqual({ gone: [], blocked: [] });
  expect([await rowOf(context, '1'), await rowOf(context, '2')]).toMatchObject([
    { targetId: 100 },
    { targetId: 200 },
  ]);
});

test('of what was taken away a tombstone stays, which an answer that comes late does not bring back', async () => {
  await using batch = await openBatch();
  const { context } = batch;
  await leave(context, 'test_case', '1', 100);
  const removed = await remove(context, aRemoval({ ids: ['1'] }));
  await commit(context, context, removed);

  const late = await context.store.write(async (tx) => {
    const record = { entityType: 'test_case', sourceId: '1', claim: GONE } as const;
    return saveCreated(tx, record, { targetId: 101, targetPid: null });
  });

  expect(late).toBeUndefined();
  expect(await getBuried(context.store.read, 'test_case', [100])).toEqual(new Set([100]));
  expect(await getTakenTargets(context.store.read, 'test_case', [100])).toEqual(new Set());
});

test('what is gone is known to be leaving, what stays is not', async () => {
  await using batch = await openBatch();
  const { context } = batch;
  await leave(context, 'test_case', '1', 100);
  await leave(context, 'test_case', '2', 200);
  const add = recorded((_type: MappedType, _targetId: number) => undefined);
  const judge: Removal['judge'] = async ({ targetId }) =>
    targetId === 100 ? { is: 'ours' } : { is: 'foreign', fault: 'It shows the key of another.' };

  await remove(context, aRemoval({ judge, leaving: { add, has: async () => false } }));

  expect(add.calls).toEqual([['test_case', 100]]);
});

test('what goes at a second attempt is no failure any more', async () => {
  await using batch = await openBatch();
  const { context } = batch;
  await leave(context, 'test_case', '1', 100);
  const refuse = async () => Promise.reject(aTargetError('give-up', 'refused'));
  await commit(context, context, await remove(context, aRemoval({ ids: ['1'], remove: refuse })));
  expect(await pageFailures(context.store.read, {}, 10, null)).toHaveLength(1);

  await commit(context, context, await remove(context, aRemoval({ ids: ['1'] })));

  expect(await pageFailures(context.store.read, {}, 10, null)).toEqual([]);
});

test('a call that fails names the record at whose object it did', async () => {
  await using batch = await openBatch();
  const { context } = batch;
  await leave(context, 'test_case', '1', 100);
  await leave(context, 'test_case', '2', 200);
  const removing: Removal['remove'] = async ({ targetId }) => {
    if (targetId === 200) throw aTargetError('retry', 'server_error');
  };

  await expect(remove(context, aRemoval({ remove: removing }))).rejects.toMatchObject({ sourceId: '2' });
});

test('of several that may still land the longest is waited for, but no longer than any can take', async () => {
  await using batch = await openBatch();
  const { context } = batch;
  const settleMs = context.settleMs;
  for (const [sourceId, untilMs] of [
    ['1', 10_000],
    ['2', 3_600_000],
  ] as const) {
    await leave(context, 'test_case', sourceId, null);
    const until = context.now().getTime() + untilMs;
    const intent = { entityType: 'test_case', sourceId, claim: GONE } as const;
    await context.store.write((tx) => releaseIntent(tx, intent, until));
  }

  await expect(remove(context, aRemoval())).rejects.toMatchObject({ delayMs: settleMs });
});
