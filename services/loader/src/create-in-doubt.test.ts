import { cancelRun, LeaseLostError, listDoubles } from '@z2q/store';
import { NOW_MS } from '@z2q/store/testing';
import { recorded } from '@z2q/test-kit';
import { expect, test } from 'vitest';
import {
  aCreator,
  leaveIntent,
  neverAsked,
  noteAs,
  openBatch,
  RECORD,
  readMap,
  SETTLE_MS,
} from './a-creator.ts';
import { aTargetError } from './a-target-error.ts';
import { aTurnClient } from './a-turn-client.ts';
import { createOnce, StillInDoubtError } from './create-once.ts';

test('what an earlier intent left on the target is noted as soon as it shows', async () => {
  await using batch = await openBatch();
  const { context } = batch;
  await leaveIntent(context, 12);
  const create = recorded(neverAsked);
  const find = recorded(async () => [{ targetId: 60, targetPid: 'TC-60' }]);

  const found = await createOnce(context, aCreator({ create, find }));

  expect(find.calls).toHaveLength(1);
  expect(create.calls).toEqual([]);
  expect(found).toMatchObject({ state: 'created', targetId: 60, targetPid: 'TC-60' });
  expect(found).toEqual({ ...(await readMap(context)), isNew: false });
});

test('what was made, but could not be noted, is looked for by the next that needs it in the same batch', async () => {
  await using batch = await openBatch();
  const { context } = batch;
  const full = recorded(async () => {
    throw new Error('the disk takes no more');
  });
  const { store } = context;
  const failing = { ...context, store: { ...store, write: store.write } };
  const create = recorded(async () => {
    failing.store = { ...store, write: full };
    return { targetId: 60, targetPid: 'TC-60' };
  });
  await expect(createOnce(failing, aCreator({ create }))).rejects.toThrow('the disk takes no more');
  const find = async () => [{ targetId: 60, targetPid: 'TC-60' }];

  const found = await createOnce(context, aCreator({ create, find }));

  expect(full.calls.length).toBeGreaterThan(0);
  expect(create.calls).toHaveLength(1);
  expect(found).toMatchObject({ state: 'created', targetId: 60 });
});

test('it is looked for where it is to be and where the earlier intent was to put it, then made where it is to be', async () => {
  await using batch = await openBatch();
  const { context } = batch;
  await leaveIntent(context, 99);
  const find = recorded(async () => []);
  const create = recorded(async () => ({ targetId: 100, targetPid: null }));

  await expect(createOnce(context, aCreator({ find, create }))).rejects.toThrow(StillInDoubtError);
  batch.advance(SETTLE_MS);
  const created = await createOnce(context, aCreator({ find, create }));

  expect(find.calls).toEqual([[[12, 99]], [[12, 99]]]);
  expect(create.calls).toEqual([[12, undefined]]);
  expect(created).toMatchObject({ targetId: 100, parentTargetId: 12, intentAt: NOW_MS + SETTLE_MS });
});

test('what is not found is not sent again before the first write can neither land nor show any more', async () => {
  await using batch = await openBatch();
  const { context } = batch;
  const lost = async () => Promise.reject(aTargetError('in-doubt', 'timeout'));
  await expect(createOnce(context, aCreator({ create: lost }))).rejects.toThrow('no');
  const create = recorded(async () => ({ targetId: 100, targetPid: null }));
  const again = () => createOnce(context, aCreator({ create }));

  batch.advance(SETTLE_MS - 1);
  await expect(again()).rejects.toMatchObject({ delayMs: 1 });
  expect(create.calls).toEqual([]);
  batch.advance(1);
  expect((await again()).targetId).toBe(100);
});

test('the time begins when the answer failed to come: a process that stood still may have sent until then', async () => {
  await using batch = await openBatch();
  const { context } = batch;
  await using client = aTurnClient(() => batch.advance(10_000));
  const create = async () => {
    await expect(client.take()).rejects.toThrow();
    batch.advance(30_000);
    throw aTargetError('in-doubt', 'timeout');
  };

  await expect(createOnce(context, aCreator({ create }))).rejects.toThrow('no');

  expect(await readMap(context)).toMatchObject({
    intentAt: NOW_MS,
    doubtUntil: NOW_MS + 40_000 + SETTLE_MS,
  });
});

test('nobody knows when somebody who is gone has sent, so the time begins when the record is taken over, and only once', async () => {
  await using batch = await openBatch();
  const { context } = batch;
  await leaveIntent(context, 12);
  batch.advance(10 * SETTLE_MS);

  await expect(createOnce(context, aCreator())).rejects.toMatchObject({ delayMs: SETTLE_MS });
  batch.advance(1_000);
  const another = { ...context, claim: 'another claim' };
  await expect(createOnce(another, aCreator())).rejects.toMatchObject({ delayMs: SETTLE_MS - 1_000 });
});

test('what may land until the look is over is not told from what never will by that look', async () => {
  await using batch = await openBatch();
  const { context } = batch;
  const create = recorded(async () => Promise.reject(aTargetError('in-doubt', 'timeout')));
  await expect(createOnce(context, aCreator({ create }))).rejects.toThrow('no');
  batch.advance(SETTLE_MS - 1_000);
  const slow = async () => {
    batch.advance(2_000);
    return [];
  };

  await expect(createOnce(context, aCreator({ create, find: slow }))).rejects.toThrow(StillInDoubtError);

  expect(create.calls).toHaveLength(1);
});

test('what failed before anything was sent leaves nothing in doubt', async () => {
  await using batch = await openBatch();
  const { context } = batch;
  const create = async () => Promise.reject(new TypeError('a bug'));

  await expect(createOnce(context, aCreator({ create }))).rejects.toThrow('a bug');

  expect(await readMap(context)).toMatchObject({ state: 'intent', claim: null, doubtUntil: null });
});

test('what lands while it is waited for is noted, and nothing is sent', async () => {
  await using batch = await openBatch();
  const { context } = batch;
  const create = recorded(async () => Promise.reject(aTargetError('in-doubt', 'timeout')));
  await expect(createOnce(context, aCreator({ create }))).rejects.toThrow('no');
  await expect(createOnce(context, aCreator({ create }))).rejects.toThrow(StillInDoubtError);

  batch.advance(0.9 * SETTLE_MS);
  const find = async () => [{ targetId: 60, targetPid: null }];
  const found = await createOnce(context, aCreator({ create, find }));

  expect(found).toMatchObject({ targetId: 60, doubtUntil: null, isResent: false });
  expect(create.calls).toHaveLength(1);
});

test('a record that was sent again stays to be looked for once more', async () => {
  await using batch = await openBatch();
  const { context } = batch;
  await leaveIntent(context, 12);
  await expect(createOnce(context, aCreator())).rejects.toThrow(StillInDoubtError);
  batch.advance(SETTLE_MS);

  expect(await createOnce(context, aCreator())).toMatchObject({ state: 'created', isResent: true });
});

test('what was surely not sent is sent at once when its batch comes back', async () => {
  await using batch = await openBatch();
  const { context } = batch;
  const notSent = async () => Promise.reject(aTargetError('retry', 'unreachable'));
  await expect(createOnce(context, aCreator({ create: notSent }))).rejects.toThrow('no');
  const find = recorded(neverAsked);

  const another = { ...context, claim: 'another claim' };
  expect((await createOnce(another, aCreator({ find }))).targetId).toBe(100);
  expect(find.calls).toEqual([]);
});

test('two that carry the key of one record: one becomes its object, the other is noted as its double', async () => {
  await using batch = await openBatch();
  const { context } = batch;
  await leaveIntent(context, 12);
  const find = async () => [60, 61].map((targetId) => ({ targetId, targetPid: null }));

  expect((await createOnce(context, aCreator({ find }))).targetId).toBe(60);
  expect(await listDoubles(context.store.read, 'test_case')).toEqual([
    { entityType: 'test_case', sourceId: RECORD.sourceId, targetId: 61 },
  ]);
});

test('nothing is begun for a run that is being cancelled', async () => {
  await using batch = await openBatch();
  const { context } = batch;
  const create = recorded(neverAsked);
  await context.store.write((tx) => cancelRun(tx, context.run.id, { nowMs: NOW_MS, settleMs: SETTLE_MS }));

  await expect(createOnce(context, aCreator({ create }))).rejects.toThrow('the run is not running');
  expect(create.calls).toEqual([]);
  expect(await readMap(context)).toBeUndefined();
});

test('a worker that stood still until its record was taken over leaves it, and notes its object as the double', async () => {
  await using batch = await openBatch();
  const { context } = batch;
  const successor = { ...context, claim: 'the successor' };
  const create = async () => {
    await expect(createOnce(successor, aCreator())).rejects.toThrow(StillInDoubtError);
    await noteAs(context, null, 70);
    return { targetId: 71, targetPid: null };
  };

  await expect(createOnce(context, aCreator({ create }))).rejects.toThrow(LeaseLostError);

  expect((await readMap(context))?.targetId).toBe(70);
  expect(await listDoubles(context.store.read, 'test_case')).toMatchObject([{ targetId: 71 }]);
});

test('a worker whose object its successor has noted meanwhile has made no double', async () => {
  await using batch = await openBatch();
  const { context } = batch;
  const create = async () => {
    const find = async () => [{ targetId: 71, targetPid: null }];
    await createOnce({ ...context, claim: 'the successor' }, aCreator({ find }));
    return { targetId: 71, targetPid: null };
  };

  expect((await createOnce(context, aCreator({ create }))).targetId).toBe(71);
  expect(await listDoubles(context.store.read, 'test_case')).toEqual([]);
});

test("a worker that is refused late does not drop its successor's intent", async () => {
  await using batch = await openBatch();
  const { context } = batch;
  const successor = { ...context, claim: 'the successor' };
  const create = async () => {
    await expect(createOnce(successor, aCreator())).rejects.toThrow(StillInDoubtError);
    throw aTargetError('give-up', 'refused');
  };

  await expect(createOnce(context, aCreator({ create }))).rejects.toThrow('no');

  expect(await readMap(context)).toMatchObject({ state: 'intent', doubtUntil: NOW_MS + SETTLE_MS });
});

test('an intent that was in doubt before stays when the request that was sent again is refused', async () => {
  await using batch = await openBatch();
  const { context } = batch;
  await leaveIntent(context, 12);
  await expect(createOnce(context, aCreator())).rejects.toThrow(StillInDoubtError);
  batch.advance(SETTLE_MS);
  const create = async () => Promise.reject(aTargetError('give-up', 'refused'));

  await expect(createOnce(context, aCreator({ create }))).rejects.toThrow('no');

  expect(await readMap(context)).toMatchObject({ state: 'intent', claim: null, isResent: true });
});
