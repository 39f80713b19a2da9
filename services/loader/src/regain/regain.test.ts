import { expect, test } from 'vitest';
import { leaveCreated, openBatch, RECORD, readMap } from '../a-creator.ts';
import { regain, type Sought } from './regain.ts';

const aSought = (overrides: Partial<Sought> = {}): Sought => ({
  before: undefined,
  place: 12,
  choice: 'only',
  find: async () => [{ targetId: 100, targetPid: 'TC-100', versionId: 3 }],
  isGone: async () => true,
  ...overrides,
});

/**
 * Regains a record whose object in the id map is 55. Another record has object 70.
 * @returns the row of the id map afterwards.
 */
async function regainAs(overrides: Partial<Sought>) {
  await using batch = await openBatch();
  const { context } = batch;
  await leaveCreated(context, 55);
  await leaveCreated(context, 70, '8');
  const before = await readMap(context);
  await regain(context, 'test_case', [aSought({ before, ...overrides })]);
  return await readMap(context);
}

const found = (...ids: readonly number[]) => ({
  find: async () => ids.map((targetId) => ({ targetId, targetPid: null })),
});

test('one that was made in place of an object that is gone is the record from then on', async () => {
  const after = await regainAs({ place: 13 });

  expect(after).toMatchObject({
    ...RECORD,
    targetId: 100,
    targetPid: 'TC-100',
    versionId: 3,
    parentTargetId: 13,
  });
});

test.each([
  ['is there, whatever else shows its key', { isGone: async () => false }],
  ['is found with others', found(55, 100)],
  ['is gone, and nothing shows its key', found()],
  ['is gone, and two objects show its key', found(100, 101)],
  ['is gone, and what shows its key is the object of another record', found(70)],
])('the map stays as it is where the object %s', async (_, overrides) => {
  expect(await regainAs(overrides)).toMatchObject({ targetId: 55, parentTargetId: 12 });
});

test('of objects that are alike any will do, and one of another record only where they may be shared', async () => {
  expect(await regainAs({ choice: 'any', ...found(70, 100, 101) })).toMatchObject({ targetId: 100 });
  expect(await regainAs({ choice: 'shared', ...found(70) })).toMatchObject({ targetId: 70 });
});
