import type { IdMapItem, LedgerItem, ReportView } from '@z2q/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Migrated, openMigrated } from '../kit/open-migrated.ts';
import { everyKindOnce } from '../scenario/every-kind.ts';
import { createTamper } from './tamper.ts';

/** Each test continues from the one before. */
let kit: Migrated;
let cases: readonly IdMapItem[];
beforeAll(async () => {
  kit = await openMigrated({ data: everyKindOnce() });
  const path = `/v1/migrations/${kit.migrationId}/id-map?entityType=test_case&limit=1000`;
  cases = (await kit.api.get<{ items: IdMapItem[] }>(path)).items;
});
afterAll(() => kit[Symbol.asyncDispose]());

test('what validation finds altered is in the ledger with what was found, and is put back when it is right again', async () => {
  const altered = cases[0] as IdMapItem;
  const before = await sumsOfCases(kit.first.id);
  const name = nameOf(altered.targetId);
  const { change } = createTamper(kit.qtest);

  await change(`/test-cases/${altered.targetId}`, { name: 'Edited by hand' });
  const found = await kit.runAgain(['validate']);
  const told = await sumsOfCases(found.id);
  const lines = await keysOf('record_altered');
  await change(`/test-cases/${altered.targetId}`, { name });
  const again = await kit.runAgain(['validate']);

  expect(found.state).toBe('completed_with_failures');
  expect(told).toMatchObject({ received: before?.received, unproven: 0, dropped: before?.dropped });
  expect(told?.carried).toBeLessThan(before?.carried ?? 0);
  expect(lines).toEqual([altered.sourceKey]);
  expect(again.state).toBe('completed');
  expect(await keysOf('record_altered')).toEqual([]);
  expect(await sumsOfCases(again.id)).toEqual(before);
});

test('what validation finds twice is in the ledger as that, until the copy is gone; what is foreign takes no value away', async () => {
  const copied = cases[1] as IdMapItem;
  const before = await sumsOfCases(kit.first.id);
  const { create, remove } = createTamper(kit.qtest);
  const { parentId, versions } = testCaseOf(copied.targetId);
  const { name, description } = versions.at(-1) ?? {};

  const copy = await create(1, '/test-cases', { name, description, parent_id: parentId, properties: [] });
  const theirs = await create(1, '/test-cases', { name: 'Foreign', parent_id: parentId, properties: [] });
  const found = await kit.runAgain(['validate']);
  const told = await sumsOfCases(found.id);
  const lines = await keysOf('record_doubled');
  await remove(`/test-cases/${copy.id}`);
  await kit.runAgain(['validate']);
  const foreignOnly = await sumsOfCases(found.id);
  await remove(`/test-cases/${theirs.id}`);

  expect(told).toMatchObject({ received: before?.received, unproven: 0, closes: true });
  expect(told?.changed).toBeGreaterThan(before?.changed ?? 0);
  expect(lines).toEqual([copied.sourceKey]);
  expect(await keysOf('record_doubled')).toEqual([]);
  expect(foreignOnly).toEqual(before);
});

test('what validation does not find is lost by the ledger, also after another whole run', async () => {
  const gone = cases.find(({ sourceKey }) => !isRun(sourceKey)) as IdMapItem;
  const before = await sumsOfCases(kit.first.id);

  await createTamper(kit.qtest).remove(`/test-cases/${gone.targetId}`);
  const found = await kit.runAgain(['validate']);
  const told = await sumsOfCases(found.id);
  const again = await kit.runAgain();
  const { failures } = await kit.api.get<ReportView>(`/v1/runs/${again.id}/report`);

  // As the advice says, a whole run does not create the object again.
  expect(failures.groups).toEqual([
    expect.objectContaining({ code: 'missing_on_target', advice: expect.stringContaining('no later run') }),
  ]);
  expect(await keysOf('record_missing')).toEqual([gone.sourceKey]);
  expect(told).toMatchObject({ received: before?.received, unproven: 0 });
  expect(told?.dropped).toBeGreaterThan(before?.dropped ?? 0);
});

const isRun = (key: string | null): boolean =>
  kit.source.executions.some(({ testCaseKey }) => testCaseKey === key);

function testCaseOf(id: number) {
  const found = kit.targetProject(1).testCases.find((each) => each.id === id);
  if (!found) throw new RangeError(`There is no test case ${id}`);
  return found;
}

const nameOf = (id: number): string => testCaseOf(id).versions.at(-1)?.name ?? '';

async function sumsOfCases(runId: string) {
  const { ledger } = await kit.api.get<ReportView>(`/v1/runs/${runId}/report`);
  return ledger.sums.find(({ entityType }) => entityType === 'test_case');
}

async function keysOf(code: string): Promise<readonly (string | null)[]> {
  const path = `/v1/migrations/${kit.migrationId}/ledger?entityType=test_case&code=${code}&limit=1000`;
  const { items } = await kit.api.get<{ items: LedgerItem[] }>(path);
  return [...new Set(items.map(({ sourceKey }) => sourceKey))];
}
