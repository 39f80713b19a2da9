import type { LedgerItem } from '@z2q/contracts';
import type { ZephyrCase } from '@z2q/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Migrated, openMigrated } from '../kit/open-migrated.ts';
import { everyKindOnce } from '../scenario/every-kind.ts';

/** Each test continues from the one before. */
let kit: Migrated;
let testCase: ZephyrCase;
beforeAll(async () => {
  kit = await openMigrated({ data: everyKindOnce() });
  testCase = kit.source.cases.find(({ customFields }) => customFields.Risk === 'Medium') as ZephyrCase;
  testCase.customFields.Risk = null;
  await kit.runAgain();
});
afterAll(() => kit[Symbol.asyncDispose]());

test('a value that nothing takes out of its field is told', async () => {
  expect(await listStaying()).toEqual([`${testCase.key} target: Risk: Medium`]);
});

test('it is told by every later run, of the same record and of one that changed otherwise', async () => {
  await kit.runAgain();
  const same = await listStaying();
  testCase.objective = 'Another objective.';
  await kit.runAgain();
  const changed = await listStaying();
  await kit.runAgain(['extract', 'transform']);

  const told = [`${testCase.key} target: Risk: Medium`];
  expect(same).toEqual(told);
  expect(changed).toEqual(told);
  expect(await listStaying()).toEqual(told);
});

test('once the field is sent again it is told no more, also in a plan', async () => {
  testCase.customFields.Risk = 'High';
  await kit.runAgain(['extract', 'transform']);
  const planned = await listStaying();
  await kit.runAgain();
  const loaded = await listStaying();

  expect(planned).toEqual([]);
  expect(loaded).toEqual([]);
});

test('a plan tells a value that will stay before it does, and every later plan and run tells the same', async () => {
  testCase.customFields.Risk = null;
  await kit.runAgain(['extract', 'transform']);
  const planned = await listStaying();
  await kit.runAgain(['extract', 'transform']);
  const plannedAgain = await listStaying();
  await kit.runAgain();

  const told = [`${testCase.key} target: Risk: High`];
  expect(planned).toEqual(told);
  expect(plannedAgain).toEqual(told);
  expect(await listStaying()).toEqual(told);
});

async function listStaying(): Promise<readonly string[]> {
  const path = `/v1/migrations/${kit.migrationId}/ledger?code=stays_in_field&limit=1000`;
  const { items } = await kit.api.get<{ items: LedgerItem[] }>(path);
  return items.map(({ sourceKey, path: place, after }) => `${sourceKey} ${place}: ${after}`);
}
