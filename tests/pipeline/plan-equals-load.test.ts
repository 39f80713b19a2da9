import type { ReportView } from '@z2q/contracts';
import { type ExecutionStatus, type Fault, generateZephyrData, type ZephyrData } from '@z2q/sandbox';
import { expect, test } from 'vitest';
import { openPipeline, type Pipeline, type PipelineOptions } from '../kit/open-pipeline.ts';
import { listFailures } from '../scenario/list-failures.ts';
import type { TargetProject } from '../scenario/open-stand-ins.ts';
import { readLedger } from '../scenario/read-ledger.ts';
import { withFewCalls } from '../scenario/with-few-calls.ts';

const PLAN = { phases: ['extract', 'transform'] } as const;
const LOAD = { phases: ['extract', 'transform', 'load'] } as const;
type Phases = typeof PLAN | typeof LOAD | { readonly phases: readonly ['load'] };

/** No status means blocked, so blocked executions fail. */
const FEW_STATUSES = ['Pass', 'Fail', 'In Progress', 'Not Run'].map(aStatus);

function aStatus(name: string, at: number): ExecutionStatus {
  return { id: 701 + at, name, active: true, is_default: name === 'Not Run', color: '#A0A0A0' };
}

type Target = Partial<Pick<PipelineOptions, 'qtestOptions' | 'statuses' | 'qtestBehaviour'>> & {
  /** Creates what is in the project before the migration. */
  readonly prepare?: (kit: Pipeline) => Promise<void>;
};

const TARGETS: Readonly<Record<string, Target>> = {
  'that lets fields be made': {},
  'that lets no field be made': { qtestOptions: { mayManageFields: false } },
  'that has fields of these names already': { prepare: makeFields, statuses: FEW_STATUSES },
};

/** Fields with names that the migration uses: of other data types, with few choices, or required. */
async function makeFields({ qtest }: Pipeline): Promise<void> {
  const fields: readonly (readonly [object: string, field: Record<string, unknown>])[] = [
    ['test-cases', { label: 'Labels', data_type: 1 }],
    ['test-cases', { label: 'Team', data_type: 3, allowed_values: [{ label: 'Core' }] }],
    ['test-cases', { label: 'Lane', data_type: 3, required: true, allowed_values: [{ label: 'Slow' }] }],
    ['test-suites', { label: 'Zephyr details', data_type: 1 }],
    ['test-runs', { label: 'Zephyr details', data_type: 1 }],
  ];
  for (const [object, field] of fields) await qtest.seed.create(1, `/settings/${object}/fields`, field);
}

/**
 * A small project with every kind of record and every execution status, and a file of a blocked execution.
 */
const generate = (seed: number): ZephyrData =>
  withFewCalls(generateZephyrData({ seed, cases: 14, executions: 16, cycles: 4, plans: 2, attachments: 6 }));

async function openTarget({ prepare, ...options }: Target, data: ZephyrData) {
  const kit = await openPipeline({ data, ...options });
  await prepare?.(kit);
  const migrationId = await kit.migrateTo(1);
  const run = async (phases: Phases) => {
    const { id } = await kit.api.run(migrationId, phases);
    const failures = (await listFailures(kit, { id })).map(({ sourceKey, code }) => `${sourceKey} ${code}`);
    const report = await kit.api.get<ReportView>(`/v1/runs/${id}/report`);
    return { told: { ...readLedger(kit.dataDir), failures: failures.toSorted() }, report };
  };
  return Object.assign(kit, { run, migrationId });
}

/**
 * Plans a project and then loads it.
 * @returns both outcomes, and the target's content before, in between and after.
 */
async function planAndLoad(target: Target, seed: number) {
  await using kit = await openTarget(target, generate(seed));
  const labelsBefore = labelsOf(kit.targetProject(1));
  const planned = await kit.run(PLAN);
  const writes = kit.targetProject(1).testCases.length;
  const loaded = await kit.run(LOAD);
  return { labelsBefore, planned, writes, loaded, after: kit.targetProject(1) };
}

type Outcome = Awaited<ReturnType<typeof planAndLoad>>;
const outcomes = new Map<string, Promise<Outcome>>();

/** Each project is planned and loaded once and shared by all tests, because no test changes it. */
function outcomeOf(name: string, seed: number): Promise<Outcome> {
  const key = `${name} ${seed}`;
  const outcome = outcomes.get(key) ?? planAndLoad(TARGETS[name] ?? {}, seed);
  outcomes.set(key, outcome);
  return outcome;
}

for (const [name, target] of Object.entries(TARGETS))
  test.each([1, 2])(
    `plan says what loading will have, line by line, on a target ${name}: project %i`,
    async (seed) => {
      const { planned, writes, loaded } = await outcomeOf(name, seed);

      expect(writes).toBe(0);
      expect(planned.told.lines.length).toBeGreaterThan(20);
      expect(planned.told.failures.some((failure) => failure.includes('draft_invalid'))).toBe(
        target.statuses !== undefined,
      );
      expect(planned.told).toEqual(loaded.told);
    },
  );

test('what is refused only when it is asked for is corrected by loading, and every value keeps one outcome', async () => {
  const fault: Fault = { kind: 'gateway-refusal', status: 403, method: 'POST', path: '/settings/' };
  await using kit = await openTarget({ qtestBehaviour: { faults: [fault] } }, generate(1));
  const elsewhere = await outcomeOf('that lets fields be made', 1);

  const planned = (await kit.run(PLAN)).told;
  const loaded = (await kit.run(LOAD)).told;

  expect(planned).toEqual(elsewhere.planned.told);
  expect(loaded.lines.length).toBeGreaterThan(planned.lines.length);
  expect(countOf(loaded.sums)).toEqual(countOf(planned.sums));
});

test('a field that may be made only after the plan takes its values when they are loaded', async () => {
  await using kit = await openTarget({ qtestOptions: { mayManageFields: false } }, generate(1));
  const elsewhere = (await outcomeOf('that lets fields be made', 1)).loaded.told;
  const planned = (await kit.run(PLAN)).told;
  kit.qtest.options.mayManageFields = true;

  const loaded = (await kit.run({ phases: ['load'] })).told;

  expect(planned.lines.length).toBeGreaterThan(elsewhere.lines.length);
  expect(loaded.lines).toEqual(elsewhere.lines);
  expect(loaded.sums).toEqual(elsewhere.sums);
});

test('a plan lists what loading will make, and how far the checks between the phases came', async () => {
  const { labelsBefore, planned, loaded, after } = await outcomeOf(
    'that has fields of these names already',
    1,
  );
  const { plan, phaseChecks } = planned.report;
  const { modules, testCases, testCycles, testSuites, testRuns, testLogs, releases, attachments } = after;
  const made = { module: modules, test_case: testCases, test_cycle: testCycles, test_suite: testSuites };
  const rest = { test_run: testRuns, test_log: testLogs, release: releases, file: attachments };

  expect(Object.fromEntries(plan?.objects.map(({ kind, count }) => [kind, count]) ?? [])).toEqual(
    Object.fromEntries(Object.entries({ ...made, ...rest }).map(([kind, list]) => [kind, list.length])),
  );
  expect([...labelsBefore, ...(plan?.fields.map(({ label }) => label) ?? [])].toSorted()).toEqual(
    labelsOf(after).toSorted(),
  );
  expect(plan?.choices).toContainEqual(
    expect.objectContaining({ object: 'test-cases', label: 'Priority', names: expect.any(Array) }),
  );
  expect(phaseChecks?.map(({ name, status }) => `${name} ${status}`)).toEqual([
    'counts passed',
    'references passed',
    'fit failed',
  ]);
  expect(loaded.report.plan).toBeNull();
});

const labelsOf = ({ fields }: TargetProject): readonly string[] =>
  Object.values(fields).flatMap((some) => some.map(({ label }) => label));

test('what fits once the target has changed gets through when it is tried again', async () => {
  const statuses = [...FEW_STATUSES];
  await using kit = await openTarget({ statuses }, generate(1));
  const runId = await kit.api.startRun(kit.migrationId, ['extract', 'transform']);
  const unfit = (await listFailures(kit, await kit.api.waitForRun(runId))).length;
  statuses.push(aStatus('Blocked', 4), aStatus('Pass with remarks', 5));

  await kit.api.post(`/v1/runs/${runId}/retry`);

  expect(unfit).toBeGreaterThan(0);
  expect(await listFailures(kit, await kit.api.waitForRun(runId))).toEqual([]);
});

/** How many values of each type have an outcome. Values added for the target are in no sum. */
function countOf(sums: readonly string[]): ReadonlyMap<string, number> {
  const totals = new Map<string, number>();
  for (const row of sums) {
    const [type = '', , outcome, , count] = row.split(' | ');
    if (outcome !== 'added') totals.set(type, (totals.get(type) ?? 0) + Number(count));
  }
  return totals;
}
