import type { RunView } from '@z2q/contracts';
import type { ZephyrCase } from '@z2q/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Migrated, openMigrated } from '../kit/open-migrated.ts';
import { everyKindOnce } from '../scenario/every-kind.ts';
import { listFailures } from '../scenario/list-failures.ts';
import { readLedger } from '../scenario/read-ledger.ts';
import { rollBack } from '../scenario/roll-back.ts';
import { createTamper, type Tamper } from '../validation/tamper.ts';

/**
 * A migrated project whose fields and statuses an administrator changes. Each test continues from the one
 * before.
 */
let kit: Migrated;
let tamper: Tamper;
let ledger: ReturnType<typeof readLedger>;
beforeAll(async () => {
  kit = await openMigrated({ data: everyKindOnce() });
  tamper = createTamper(kit.qtest);
  ledger = readLedger(kit.dataDir);
});
afterAll(() => kit[Symbol.asyncDispose]());

const PLAN = ['extract', 'transform'] as const;
const OBJECTS = ['test-cases', 'test-suites', 'test-runs', 'releases'] as const;

test('what the project requires by now is neither missed nor told of objects that nothing is written to', async () => {
  for (const object of OBJECTS) {
    const settings = `/settings/${object}/fields`;
    await tamper.create(1, settings, { label: 'Team', data_type: 1, required: true });
    await tamper.create(1, settings, { label: 'Lead', data_type: 5, required: true });
  }

  const plan = await kit.runAgain(PLAN);
  const planned = readLedger(kit.dataDir);
  const run = await kit.runAgain();

  expect([plan.state, run.state]).toEqual(['completed', 'completed']);
  expect(planned).toEqual(ledger);
  expect(readLedger(kit.dataDir)).toEqual(ledger);
});

test('an update fills in what the object lacks of that, as its plan says', async () => {
  const edited = editCase('Another objective, given later.');

  await kit.runAgain(PLAN);
  const planned = readLedger(kit.dataDir);
  const run = await kit.runAgain();

  const told = planned.lines.filter((line) => line.includes('required_by_target'));
  expect(told).toEqual([expect.stringContaining(`${edited.key} | ${edited.id} | target: Team`)]);
  expect(readLedger(kit.dataDir)).toEqual(planned);
  expect(run).toMatchObject({ state: 'completed', counts: { test_case: { updated: 1 } } });
  const team = fieldOf('Team').id;
  expect(valuesOf(team)).toEqual(['n/a']);
});

test('an edit of the field definitions is no edit of the objects: what went with a field comes into its successor', async () => {
  const [risk, priority] = [fieldOf('Risk'), fieldOf('Priority')];
  const values = valuesOf(risk.id).length;
  await tamper.remove(`/settings/test-cases/fields/${risk.id}`);
  await tamper.change(`/settings/test-cases/fields/${priority.id}`, {
    allowed_values: priority.allowed_values.map((choice) => ({
      ...choice,
      is_active: choice.label !== 'High',
    })),
  });
  editCase('Another objective once more.');

  const run = await kit.runAgain();

  expect(await listFailures(kit, run)).toEqual([]);
  expect(run).toMatchObject({ state: 'completed', counts: { test_case: { updated: values, conflict: 0 } } });
  expect(fieldOf('Risk').id).not.toBe(risk.id);
  expect(valuesOf(fieldOf('Risk').id)).toHaveLength(values);
  expect((await kit.runAgain()).counts.test_case).toMatchObject({ updated: 0 });
});

test('fields that the token may not see any more are neither lost nor told as lost, and are used again later', async () => {
  const before = readLedger(kit.dataDir);
  const fields = fieldLabels();
  kit.qtest.options.mayManageFields = false;

  await kit.runAgain(PLAN);
  const planned = readLedger(kit.dataDir);
  const blind = await kit.runAgain();
  const loaded = readLedger(kit.dataDir);
  kit.qtest.options.mayManageFields = true;
  editCase('Another objective for the last time.');
  const seeing = await kit.runAgain();

  expect(await failuresOf(blind, seeing)).toEqual([]);
  expect([planned, loaded]).toEqual([before, before]);
  expect(fieldLabels()).toEqual(fields);
  expect(readLedger(kit.dataDir).lines).toEqual(before.lines);
});

test('a rollback takes objects of the time before and after for what they are', async () => {
  const rollback = await rollBack(kit, kit.migrationId);

  expect(await failuresOf(rollback)).toEqual([]);
  expect(kit.targetProject(1).testCases).toEqual([]);
});

function editCase(objective: string): ZephyrCase {
  const testCase = kit.source.cases.find(({ customFields }) => customFields.Risk) as ZephyrCase;
  testCase.objective = objective;
  return testCase;
}

function fieldOf(label: string) {
  const field = kit.targetProject(1).fields['test-cases'].find((each) => each.label === label);
  if (!field) throw new RangeError(`There is no field ${label}`);
  return field;
}

const fieldLabels = (): readonly string[] =>
  Object.values(kit.targetProject(1).fields).flatMap((some) => some.map(({ label }) => label));

const valuesOf = (fieldId: number): readonly string[] =>
  kit.targetProject(1).testCases.flatMap(({ versions }) => {
    const shown = JSON.stringify(versions.at(-1));
    return new RegExp(`"fieldId":${fieldId},"value":"([^"]*)"`).exec(shown)?.[1] ?? [];
  });

const failuresOf = async (...runs: readonly RunView[]) =>
  (await Promise.all(runs.map((run) => listFailures(kit, run)))).flat();
