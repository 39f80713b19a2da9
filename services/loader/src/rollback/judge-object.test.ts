import type { DescribedWrite, ModuleDraft, TargetModule } from '@z2q/contracts';
import { stampOf } from '@z2q/mapping';
import type { BatchContext } from '@z2q/runtime';
import { openTestBatch } from '@z2q/runtime/testing';
import { findMapped, saveSightings } from '@z2q/store';
import { saveMapped } from '@z2q/store/testing';
import { MODULE, type TargetKind } from '@z2q/target';
import { expect, test } from 'vitest';
import { aSite } from '../a-site.ts';
import { judgeObject } from './judge-object.ts';
import type { Condemned } from './remove-object.ts';

const KEY = 'WEB-1';
const SENT: DescribedWrite = { name: 'Payments', description: `<p>Text</p>${stampOf(KEY)}` };
const OBJECT: TargetModule = { id: 100, pid: null, parentId: 12, children: [], ...SENT };
const CONDEMNED: Condemned = {
  targetId: OBJECT.id,
  id: { id: '1', sourceId: '1', mappedType: 'test_case' },
  row: undefined,
};
const openBatch = () => openTestBatch('rollback', 'test_case', []);

/** Judges an object of a kind that holds files and is used by test runs. */
async function judge(
  context: BatchContext,
  object: Partial<TargetModule> = {},
  files: readonly number[] = [],
  condemned: Condemned = CONDEMNED,
) {
  const kind: TargetKind<ModuleDraft, TargetModule, DescribedWrite> = {
    ...MODULE,
    type: 'test_case',
    holder: 'test-cases',
    read: async () => ({ ...OBJECT, ...object }),
  };
  const listAttachments = async () =>
    files.map((id) => ({ id, name: `${id}.txt`, contentType: null, ownerId: OBJECT.id }));
  const site = aSite(context, { listAttachments });
  return judgeObject({ context, site, kind }, condemned, { key: KEY, sent: SENT });
}

const leaveFile = ({ store }: BatchContext, targetId: number) =>
  store.write((tx) =>
    saveMapped(
      tx,
      { entityType: 'attachment', sourceId: 'f', sourceKey: 'f', parentTargetId: 100 },
      { targetId },
    ),
  );

test('what is as it was written, with files of this migration alone, is ours', async () => {
  await using batch = await openBatch();
  await leaveFile(batch.context, 7);

  expect(await judge(batch.context, {}, [7])).toEqual({ is: 'ours' });
});

test('what somebody has attached a file to is changed', async () => {
  await using batch = await openBatch();
  await leaveFile(batch.context, 7);

  expect(await judge(batch.context, {}, [7, 8])).toMatchObject({
    is: 'changed',
    fault: expect.stringContaining('8.txt'),
  });
});

test('what is used in test runs of others is changed', async () => {
  await using batch = await openBatch();
  const { context } = batch;
  await context.store.write((tx) => saveSightings(tx, 'used_case', [OBJECT.id]));

  expect(await judge(context)).toMatchObject({ is: 'changed', fault: expect.stringContaining('Test runs') });
});

test('what was edited is changed, and what shows another key or none is foreign', async () => {
  await using batch = await openBatch();
  const { context } = batch;

  expect(await judge(context, { name: 'Renamed' })).toMatchObject({
    is: 'changed',
    fault: expect.stringContaining('name'),
  });
  expect(await judge(context, { description: stampOf('WEB-2') })).toMatchObject({ is: 'foreign' });
  expect(await judge(context, { description: '' })).toMatchObject({ is: 'foreign' });
});

test('what was moved to another place is changed where it shows our key there', async () => {
  await using batch = await openBatch();
  const { context } = batch;
  const record = { entityType: 'test_case', sourceId: '1', sourceKey: KEY, parentTargetId: 12 } as const;
  await context.store.write((tx) => saveMapped(tx, record, { targetId: OBJECT.id }));
  const row = await findMapped(context.store.read, 'test_case', '1');

  expect(await judge(context, { parentId: 13 }, [], { ...CONDEMNED, row })).toMatchObject({
    is: 'changed',
    fault: expect.stringContaining('parent'),
  });
});
