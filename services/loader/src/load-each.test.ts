import type { BatchContext } from '@z2q/runtime';
import { findMapped, StoreError } from '@z2q/store';
import { recorded } from '@z2q/test-kit';
import { expect, test } from 'vitest';
import {
  aCreator,
  aDraft,
  alone,
  countsOf,
  created,
  failuresOf,
  load,
  loadedIds,
  openBatch,
  planEach,
} from './a-loading.ts';
import { aTargetError } from './a-target-error.ts';
import { RecordError } from './record-error.ts';

test('all records are planned before anything is sent', async () => {
  await using batch = await openBatch();
  const events: string[] = [];

  await load(batch.context, ({ draft: { sourceId } }) => {
    events.push(`plan ${sourceId}`);
    return created(sourceId, async () => events.push(`create ${sourceId}`));
  });

  expect(events.slice(0, 3)).toEqual(['plan 1', 'plan 2', 'plan 3']);
  expect(events.slice(3).sort()).toEqual(['create 1', 'create 2', 'create 3']);
});

test('what got through is in the map with its hash, and counted by what became of it', async () => {
  await using batch = await openBatch();
  const finish = async () => ({ content: { contentHash: 'same' }, late: [] });
  const [how1, how2] = ['updated', 'unchanged'] as const;

  await load(batch.context, ({ draft: { sourceId } }) =>
    sourceId === '3' ? created('3') : { how: sourceId === '1' ? how1 : how2, creations: [], finish },
  );

  expect(await countsOf(batch.context)).toMatchObject({ loaded: 3, created: 1, updated: 1, unchanged: 1 });
  const { store } = batch.context;
  expect(await findMapped(store.read, 'test_plan', '3')).toMatchObject({
    state: 'created',
    targetId: 3,
    contentHash: 'hash-3',
  });
});

test('a record that cannot be loaded fails by itself', async () => {
  await using batch = await openBatch();

  await load(batch.context, ({ draft: { sourceId } }) => {
    if (sourceId === '1') throw new RecordError('dependency_failed', 'Its folder is not there.');
    return sourceId === '2'
      ? created('2', async () => Promise.reject(aTargetError('give-up', 'refused')))
      : created('3', async () => Promise.resolve());
  });

  expect(await failuresOf(batch.context)).toMatchObject([
    { sourceId: '1', sourceKey: 'WEB-P1', code: 'dependency_failed', message: 'Its folder is not there.' },
    { sourceId: '2', sourceKey: 'WEB-P2', code: 'target_refused' },
  ]);
  expect(await loadedIds(batch.context)).toEqual(['3']);
  expect(await countsOf(batch.context)).toMatchObject({ loaded: 1, failed: 2, conflict: 0 });
});

test('a conflict is counted as one', async () => {
  await using batch = await openBatch();

  await load(batch.context, ({ draft: { sourceId } }) => {
    if (sourceId === '1') throw new RecordError('conflict_on_target', 'Edited.');
    return created(sourceId);
  });

  expect(await countsOf(batch.context)).toMatchObject({ loaded: 2, failed: 1, conflict: 1 });
});

test('a record in doubt stops the others from being begun; what got through is kept, and the batch comes back', async () => {
  await using batch = await openBatch();
  const create = recorded(async (id: string) => {
    if (id === '2') throw aTargetError('in-doubt', 'timeout');
  });

  await expect(load(batch.context, planEach(create), alone(), 1)).rejects.toThrow('no');

  expect(create.calls.flat()).toEqual(['1', '2']);
  expect(await loadedIds(batch.context)).toEqual(['1']);
  expect(await countsOf(batch.context)).toMatchObject({ loaded: 1, created: 1, failed: 0 });
  const { store } = batch.context;
  expect(await findMapped(store.read, 'test_plan', '2')).toMatchObject({ state: 'intent' });
});

test('the harness learns of a trouble that is no doubt first', async () => {
  await using batch = await openBatch();
  const started = Promise.withResolvers<void>();
  const create = async (id: string) => {
    if (id === '1') throw aTargetError('in-doubt', 'timeout');
    if (id === '2') {
      await started.promise;
      throw aTargetError('give-up', 'unauthorized');
    }
    started.resolve();
  };

  await expect(load(batch.context, planEach(create))).rejects.toMatchObject({
    sourceId: '2',
    cause: { code: 'unauthorized' },
  });

  expect(await failuresOf(batch.context)).toEqual([]);
  expect(await loadedIds(batch.context)).toEqual(['3']);
});

test('a worker that has lost its batch keeps nothing of what got through', async () => {
  await using batch = await openBatch();
  const create = async (id: string) => {
    if (id === '1') return;
    batch.loseLease();
    throw aTargetError('in-doubt', 'timeout');
  };

  await expect(load(batch.context, planEach(create), alone(), 1)).rejects.toThrow();

  expect(await countsOf(batch.context)).toMatchObject({ loaded: 0 });
});

test('records of a group are loaded one after another, in order', async () => {
  await using batch = await openBatch();
  const events: string[] = [];
  const create = async (id: string) => {
    events.push(`begin ${id}`);
    await Promise.resolve();
    events.push(`end ${id}`);
  };

  await load(batch.context, planEach(create), [[aDraft('3'), aDraft('1'), aDraft('2')]]);

  expect(events).toEqual(['begin 3', 'end 3', 'begin 1', 'end 1', 'begin 2', 'end 2']);
});

test('the second object of a record is told of the first', async () => {
  await using batch = await openBatch();
  const second = recorded(async () => ({ targetId: 20, targetPid: null }));
  const finish = recorded(async () => ({ content: { contentHash: 'x' }, late: [] }));

  await load(
    batch.context,
    () => ({
      how: 'created',
      creations: [
        { ...aCreator('run', async () => ({ targetId: 10, targetPid: null })), entityType: 'test_run' },
        { ...aCreator('1', second), place: 'in-previous' },
      ],
      finish,
    }),
    alone(['1']),
  );

  expect(second.calls).toEqual([[10, expect.objectContaining({ targetId: 10 })]]);
  expect(finish.calls).toEqual([
    [
      [
        expect.objectContaining({ targetId: 10 }),
        expect.objectContaining({ targetId: 20, parentTargetId: 10 }),
      ],
    ],
  ]);
});

test('a record that no run has transformed fails where the run does not transform', async () => {
  await using batch = await openBatch();
  const { context } = batch;
  const loadOnly: BatchContext = { ...context, run: { ...context.run, phases: ['load'] } };

  await load(
    loadOnly,
    planEach(async () => undefined),
    alone(['1', '2']),
  );

  expect(await failuresOf(context)).toMatchObject([{ sourceId: '3', code: 'dependency_failed' }]);
  expect(await loadedIds(context)).toEqual(['1', '2']);
});

test.each(['planned', 'made'])('a record that nobody thought of fails alone when it is %s', async (when) => {
  await using batch = await openBatch();

  await load(batch.context, ({ draft: { sourceId } }) => {
    if (sourceId === '2' && when === 'planned') throw new TypeError('a bug');
    return created(sourceId, async () => {
      if (sourceId === '2') throw new TypeError('a bug');
    });
  });

  expect(await failuresOf(batch.context)).toMatchObject([
    { sourceId: '2', code: 'target_error', message: expect.stringContaining('TypeError: a bug') },
  ]);
  expect(await loadedIds(batch.context)).toEqual(['1', '3']);
});

test('a database that takes nothing is not taken for a fault of the record', async () => {
  await using batch = await openBatch();

  const failing = load(batch.context, () => {
    throw new StoreError('full');
  });

  await expect(failing).rejects.toMatchObject({ code: 'full' });
  expect(await failuresOf(batch.context)).toEqual([]);
});
