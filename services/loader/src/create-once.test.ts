import { type Created, isCreated } from '@z2q/store';
import { NOW_MS } from '@z2q/store/testing';
import { recorded } from '@z2q/test-kit';
import { expect, test } from 'vitest';
import {
  aCreator,
  leaveCreated,
  leaveIntent,
  neverAsked,
  noteAs,
  openBatch,
  readMap,
  SETTLE_MS,
} from './a-creator.ts';
import { aTargetError } from './a-target-error.ts';
import { aTurnClient } from './a-turn-client.ts';
import { createOnce, StillInDoubtError } from './create-once.ts';

test('the intent is committed before the request, and the id after it', async () => {
  await using batch = await openBatch();
  const { context } = batch;
  const create = recorded(async () => {
    expect(await readMap(context)).toMatchObject({ state: 'intent', parentTargetId: 12, intentAt: NOW_MS });
    return { targetId: 100, targetPid: 'TC-100' };
  });

  const created = await createOnce(context, aCreator({ create }));

  expect(create.calls).toHaveLength(1);
  expect(created).toMatchObject({ state: 'created', targetId: 100, targetPid: 'TC-100' });
  expect(created).toEqual({ ...(await readMap(context)), isNew: true });
});

test('what the id map has already is not made again, whether the batch knew of it or not', async () => {
  await using batch = await openBatch();
  const { context } = batch;
  await leaveCreated(context, 55);
  const create = recorded(neverAsked);
  const find = recorded(neverAsked);

  const known = await createOnce(context, aCreator({ mapped: await readMap(context), create, find }));
  const unknown = await createOnce(context, aCreator({ mapped: undefined, create, find }));

  expect([known.targetId, unknown.targetId]).toEqual([55, 55]);
  expect(create.calls).toEqual([]);
  expect(find.calls).toEqual([]);
});

test('the object of another record is not taken for this one’s', async () => {
  await using batch = await openBatch();
  const { context } = batch;
  await leaveCreated(context, 60, 'another');
  await leaveIntent(context, 12);
  const find = async () => [{ targetId: 60, targetPid: null }];
  await expect(createOnce(context, aCreator({ find }))).rejects.toThrow(StillInDoubtError);
  batch.advance(SETTLE_MS);

  const created = await createOnce(context, aCreator({ find }));

  expect(created.targetId).toBe(100);
  expect((await readMap(context, 'another'))?.targetId).toBe(60);
});

test('of several candidates the first that no record has is noted', async () => {
  await using batch = await openBatch();
  const { context } = batch;
  await leaveCreated(context, 60, 'another');
  await leaveIntent(context, 12);
  const find = async () => [60, 61, 62].map((targetId) => ({ targetId, targetPid: null }));

  expect((await createOnce(context, aCreator({ find }))).targetId).toBe(61);
});

test.each([
  ['one', [{ targetId: 71, targetPid: null }]],
  ['nothing', []],
])(
  'somebody who was quicker while it was looked for is believed, though the look found %s',
  async (_, found) => {
    await using batch = await openBatch();
    const { context } = batch;
    await leaveIntent(context, 12);
    const create = recorded(neverAsked);
    const find = async () => {
      await noteAs(context, null, 70);
      return found;
    };

    expect((await createOnce(context, aCreator({ create, find }))).targetId).toBe(70);
    expect(create.calls).toEqual([]);
  },
);

test('the intent of a request that was surely refused is taken back, any other stays', async () => {
  await using batch = await openBatch();
  const { context } = batch;

  const refused = createOnce(
    context,
    aCreator({ create: async () => Promise.reject(aTargetError('give-up', 'refused')) }),
  );

  await expect(refused).rejects.toThrow('no');
  expect(await readMap(context)).toBeUndefined();
  for (const recovery of ['retry', 'throttle', 'in-doubt'] as const) {
    const create = async () => Promise.reject(aTargetError(recovery, 'timeout'));
    await expect(createOnce(context, aCreator({ create }))).rejects.toThrow('no');
    expect(await readMap(context)).toMatchObject({ state: 'intent', claim: null });
  }
});

test('a worker that has lost its batch commits no intent and sends nothing', async () => {
  await using batch = await openBatch();
  const { context } = batch;
  const create = recorded(neverAsked);
  batch.loseLease();

  await expect(createOnce(context, aCreator({ create }))).rejects.toThrow();

  expect(create.calls).toEqual([]);
  expect(await readMap(context)).toBeUndefined();
});

test('a worker that loses its batch while it looks notes nothing', async () => {
  await using batch = await openBatch();
  const { context } = batch;
  await leaveIntent(context, 12);
  const create = recorded(neverAsked);
  const find = async () => {
    batch.loseLease();
    return [{ targetId: 60, targetPid: null }];
  };

  await expect(createOnce(context, aCreator({ create, find }))).rejects.toThrow();

  expect(create.calls).toEqual([]);
  expect(await readMap(context)).toMatchObject({ state: 'intent', targetId: null });
});

test('a request whose lease runs out before it is sent is not sent', async () => {
  await using batch = await openBatch();
  const { context } = batch;
  await using client = aTurnClient();
  const create = async () => {
    await client.take();
    return { targetId: 100, targetPid: null };
  };
  batch.runOut();

  await expect(createOnce(context, aCreator({ create }))).rejects.toThrow('the lease runs out');
});

test('a worker that is told to stop begins no other record', async () => {
  await using batch = await openBatch();
  const throwIfStopped = () => {
    throw new Error('stop');
  };
  const create = recorded(neverAsked);

  await expect(createOnce({ ...batch.context, throwIfStopped }, aCreator({ create }))).rejects.toThrow(
    'stop',
  );

  expect(create.calls).toEqual([]);
  expect(await readMap(batch.context)).toBeUndefined();
});

test('an object comes in the stead of another that the record was, in one step', async () => {
  await using batch = await openBatch();
  const { context } = batch;
  await leaveCreated(context, 55);
  const find = recorded(neverAsked);
  const create = recorded(async () => {
    expect(await readMap(context)).toMatchObject({ state: 'intent', targetId: null, parentTargetId: 12 });
    return { targetId: 100, targetPid: null };
  });
  const replacing = aCreator({ mapped: await readMap(context), isReplacement: true, find, create });

  const created = await createOnce(context, replacing);

  expect(create.calls).toHaveLength(1);
  expect(find.calls).toEqual([]);
  expect(created).toMatchObject({ state: 'created', targetId: 100, contentHash: null });
});

test('an object that hangs in the one before it is put there', async () => {
  await using batch = await openBatch();
  const { context } = batch;
  await leaveCreated(context, 55, 'run');
  const run = await readMap(context, 'run');
  if (!isCreated(run)) throw new Error('no run');
  const create = recorded(async (_place: number | null, previous: Created | undefined) => ({
    targetId: (previous?.targetId ?? 0) + 1,
    targetPid: null,
  }));

  const created = await createOnce(context, aCreator({ place: 'in-previous', create }), run);

  expect(create.calls).toEqual([[55, run]]);
  expect(created).toMatchObject({ targetId: 56, parentTargetId: 55 });
});
