import { openTestBatch } from '@z2q/runtime/testing';
import { recorded } from '@z2q/test-kit';
import { expect, test } from 'vitest';
import { aTargetError } from '../a-target-error.ts';
import { aTurnClient } from '../a-turn-client.ts';
import { type Condemned, type Removing, removeObject } from './remove-object.ts';

const CONDEMNED: Condemned = {
  targetId: 100,
  id: { id: '1', sourceId: '1', mappedType: 'test_case' },
  row: undefined,
};
const OBJECTION = { code: 'changed_on_target', fault: 'Somebody has put something into it.' } as const;
const openBatch = () => openTestBatch('rollback', 'test_case', []);
const neverAsked = async (): Promise<never> => {
  throw new Error('was asked');
};

const aRemoving = (overrides: Partial<Removing> = {}): Removing => ({
  judge: async () => ({ is: 'ours' }),
  findInside: async () => undefined,
  isGuarded: () => false,
  remove: async () => undefined,
  ...overrides,
});

test('what the target would delete with all that is in it is looked into first, and stays where that is not ours', async () => {
  await using batch = await openBatch();
  const remove = recorded(neverAsked);
  const findInside = recorded(async () => OBJECTION);

  const objection = await removeObject(batch.context, aRemoving({ findInside, remove }), CONDEMNED);

  expect(objection).toEqual(OBJECTION);
  expect(findInside.calls).toEqual([[CONDEMNED]]);
  expect(remove.calls).toEqual([]);
});

test('it is looked into before it is deleted, and deleted only then', async () => {
  await using batch = await openBatch();
  const events: string[] = [];
  const note = (event: string) => async () => void events.push(event);
  const removing = aRemoving({
    judge: async () => {
      events.push('judged');
      return { is: 'ours' };
    },
    findInside: async () => {
      events.push('looked into');
      return undefined;
    },
    remove: note('deleted'),
  });

  expect(await removeObject(batch.context, removing, CONDEMNED)).toBeUndefined();
  expect(events).toEqual(['judged', 'looked into', 'deleted']);
});

test('not even force deletes what has something of others in it', async () => {
  await using batch = await openBatch();
  const context = { ...batch.context, run: { ...batch.context.run, isForced: true } };
  const remove = recorded(neverAsked);
  const removing = aRemoving({
    judge: async () => ({ is: 'changed', fault: 'It has been edited.' }),
    findInside: async () => OBJECTION,
    remove,
  });

  expect(await removeObject(context, removing, CONDEMNED)).toEqual(OBJECTION);
  expect(remove.calls).toEqual([]);
});

test('what the target refuses to delete while something is in it is looked into only when it has refused', async () => {
  await using batch = await openBatch();
  const findInside = recorded(async () => OBJECTION);
  const refuse = async () => Promise.reject(aTargetError('give-up', 'refused'));
  const guarded = (remove: Removing['remove']) => aRemoving({ isGuarded: () => true, findInside, remove });

  expect(
    await removeObject(
      batch.context,
      guarded(async () => undefined),
      CONDEMNED,
    ),
  ).toBeUndefined();
  expect(findInside.calls).toEqual([]);
  expect(await removeObject(batch.context, guarded(refuse), CONDEMNED)).toEqual(OBJECTION);
  expect(findInside.calls).toHaveLength(1);
});

test('a dry run looks into everything, so that it says what a rollback would', async () => {
  await using batch = await openBatch();
  const context = { ...batch.context, run: { ...batch.context.run, isDryRun: true } };
  const findInside = recorded(async () => OBJECTION);
  const removing = aRemoving({ isGuarded: () => true, findInside, remove: neverAsked });

  expect(await removeObject(context, removing, CONDEMNED)).toEqual(OBJECTION);
  expect(findInside.calls).toHaveLength(1);
});

test('a delete whose lease runs out while it waits for its turn is not sent', async () => {
  await using batch = await openBatch();
  await using client = aTurnClient(() => batch.runOut());
  const removing = aRemoving({ remove: async () => void (await client.take()) });

  await expect(removeObject(batch.context, removing, CONDEMNED)).rejects.toThrow('the lease runs out');
});

test('what is gone already is neither looked into nor deleted', async () => {
  await using batch = await openBatch();
  const removing = aRemoving({
    judge: async () => ({ is: 'gone' }),
    findInside: neverAsked,
    remove: neverAsked,
  });

  expect(await removeObject(batch.context, removing, CONDEMNED)).toBeUndefined();
});
