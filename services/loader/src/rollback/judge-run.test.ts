import type { TargetLog } from '@z2q/contracts';
import { ZEPHYR_KEY_FIELD } from '@z2q/mapping';
import type { BatchContext } from '@z2q/runtime';
import { openTestBatch } from '@z2q/runtime/testing';
import { findMapped, saveSightings } from '@z2q/store';
import { saveMapped } from '@z2q/store/testing';
import { expect, test } from 'vitest';
import { aSite } from '../a-site.ts';
import { judgeRun } from './judge-run.ts';

const KEY = 'a-run';
const openBatch = () => openTestBatch('rollback', 'test_execution', []);
const aLog = (id: number): TargetLog => ({
  id,
  runId: 50,
  versionId: null,
  statusId: null,
  start: null,
  end: null,
  note: null,
  properties: [],
  stepLogs: null,
});

async function judge(context: BatchContext, { isNamed = true, shown = KEY, logs = [] as readonly number[] }) {
  const { store } = context;
  const record = { entityType: 'test_run', sourceId: KEY, sourceKey: 'WEB-E1', parentTargetId: 9 } as const;
  await store.write((tx) => saveMapped(tx, record, { targetId: isNamed ? 50 : 51 }));
  const row = await findMapped(store.read, 'test_run', KEY);
  const site = {
    ...aSite(context, {
      getTestRun: async () => ({
        id: 50,
        pid: null,
        name: 'Log in',
        testCaseId: 1,
        versionId: null,
        parent: { type: 'test-suite', id: 9 },
        properties: [{ fieldId: 7, value: shown, valueName: null }],
      }),
      listTestLogs: async () => logs.map(aLog),
    }),
    fieldsOf: () => [KEY_FIELD],
  };
  const id = { id: `run/${KEY}`, sourceId: KEY, mappedType: 'test_run' } as const;
  return judgeRun(context, site, { targetId: 50, row, id }, undefined);
}

const KEY_FIELD = {
  id: 7,
  label: ZEPHYR_KEY_FIELD,
  originalName: null,
  dataType: 1,
  isRequired: false,
  isSystem: false,
  isActive: true,
  defaultValue: null,
  allowedValues: [],
};

test('a run of ours that nobody else has logged in is ours', async () => {
  await using batch = await openBatch();

  expect(await judge(batch.context, {})).toEqual({ is: 'ours' });
});

test('a run in which the look has found logs of others is changed', async () => {
  await using batch = await openBatch();
  await batch.context.store.write((tx) => saveSightings(tx, 'occupied_run', [50]));

  expect(await judge(batch.context, {})).toMatchObject({ is: 'changed' });
});

test('a double, which that look does not know, is asked for its logs', async () => {
  await using batch = await openBatch();
  const { context } = batch;

  expect(await judge(context, { isNamed: false })).toEqual({ is: 'ours' });
  expect(await judge(context, { isNamed: false, logs: [3] })).toMatchObject({ is: 'changed' });
});

test('a run that shows another key is foreign', async () => {
  await using batch = await openBatch();

  expect(await judge(batch.context, { shown: 'another' })).toMatchObject({ is: 'foreign' });
});
