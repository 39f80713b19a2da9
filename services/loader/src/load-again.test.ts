import { PauseRunError } from '@z2q/runtime';
import { getMapped } from '@z2q/store';
import { expect, test } from 'vitest';
import { alone, created, failuresOf, IDS, load, openBatch, planEach } from './a-loading.ts';
import { aTargetError } from './a-target-error.ts';

test('what gets through is no failure of an earlier attempt any more', async () => {
  await using batch = await openBatch();
  const refuse = async () => Promise.reject(aTargetError('give-up', 'refused'));
  const onlySecond = (create: () => Promise<unknown>) =>
    planEach(async (id) => (id === '2' ? create() : undefined));
  await load(batch.context, onlySecond(refuse));
  expect(await failuresOf(batch.context)).toHaveLength(1);

  await load(
    batch.context,
    onlySecond(async () => undefined),
  );

  expect(await failuresOf(batch.context)).toEqual([]);
});

test('a no to all of the first records asks a person, and is no failure of any of them', async () => {
  await using batch = await openBatch();
  const refuse = async () => Promise.reject(aTargetError('give-up', 'refused'));

  await expect(load(batch.context, planEach(refuse), alone(), 1)).rejects.toThrow(PauseRunError);

  expect(await failuresOf(batch.context)).toEqual([]);
});

test('of what is unchanged nothing is written, but of what was adopted that it is the record’s own', async () => {
  await using batch = await openBatch();
  const { context } = batch;
  await load(context, ({ draft: { sourceId } }) => created(sourceId));

  await load(context, ({ draft: { sourceId } }) => ({
    how: 'unchanged',
    creations: [],
    finish: async () => ({
      content: { contentHash: 'another' },
      late: [],
      ...(sourceId === '1' ? { isAdopted: true } : {}),
    }),
  }));

  const mapped = await getMapped(context.store.read, 'test_plan', IDS);
  expect(IDS.map((id) => mapped.get(id)?.contentHash)).toEqual(['another', 'hash-2', 'hash-3']);
});
