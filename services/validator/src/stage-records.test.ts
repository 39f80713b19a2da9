import type { BatchContext } from '@z2q/runtime';
import { openTestBatch } from '@z2q/runtime/testing';
import { listChecks, markRecords, saveListed, storeFailures } from '@z2q/store';
import { expect, test } from 'vitest';
import { endStage, planValidation } from './stage-records.ts';

const IDS = ['1', '2', '3', '4'];
const openBatch = () =>
  openTestBatch(
    'validate',
    'test_plan',
    IDS.map((sourceId) => ({ sourceId, sourceKey: `WEB-P${sourceId}` })),
  );

const end = ({ store }: BatchContext) => store.write((tx) => endStage(tx, 'test_plan'));
const checksOf = async ({ store }: BatchContext) =>
  (await listChecks(store.read)).map(({ name, checked, wrong }) => [name, checked, wrong]);

async function fail(
  { store, now }: BatchContext,
  failures: readonly [string, 'missing_on_target' | 'altered_on_target' | 'misplaced_on_target'][],
) {
  await store.write((tx) =>
    storeFailures(tx, {
      phase: 'validate',
      entityType: 'test_plan',
      failures: failures.map(([sourceId, code]) => ({ sourceId, sourceKey: null, code, message: code })),
      now: now().toISOString(),
    }),
  );
}

test('a stage that looked at nothing says that it checked nothing', async () => {
  await using batch = await openBatch();

  await end(batch.context);

  expect(await checksOf(batch.context)).toEqual([
    ['content', 0, 0],
    ['counts', 0, 0],
    ['relations', 0, 0],
  ]);
});

test('each check counts what it looked at, and what it found wrong', async () => {
  await using batch = await openBatch();
  const { context } = batch;
  await context.store.write((tx) => markRecords(tx, 'test_plan', 'verified', ['1']));
  await fail(context, [
    ['2', 'altered_on_target'],
    ['3', 'misplaced_on_target'],
    ['4', 'missing_on_target'],
  ]);

  await end(context);

  expect(await checksOf(context)).toEqual([
    ['content', 3, 1],
    ['counts', 4, 1],
    ['relations', 3, 1],
  ]);
});

test('a validation by itself looks at what is staged, and forgets what an earlier one found', async () => {
  await using batch = await openBatch();
  const { context } = batch;
  const { store } = context;
  const alone: BatchContext = { ...context, run: { ...context.run, phases: ['validate'] } };
  await store.write((tx) =>
    saveListed(tx, 'test_plan', [{ sourceId: '1', sourceKey: 'WEB-P1', folderId: null, raw: {} }]),
  );
  await fail(alone, [['1', 'missing_on_target']]);
  await end(alone);
  const plan = planValidation('test_plan', async () => [{ stage: 'validate/test_plan', kind: 'page' }]);

  const { handOn, commit } = await plan(alone);
  await store.write(async (tx) => commit?.(tx));

  expect(handOn).toEqual([{ stage: 'validate/test_plan', kind: 'page' }]);
  expect(await checksOf(alone)).toEqual([]);
  await end(alone);
  expect(await checksOf(alone)).toContainEqual(['counts', 0, 0]);
});
