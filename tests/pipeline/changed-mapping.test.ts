import type {
  EntityType,
  FailureItem,
  MappingFile,
  MigrationView,
  ReportView,
  RunView,
} from '@z2q/contracts';
import type { ZephyrProject } from '@z2q/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Migrated, openMigrated } from '../kit/open-migrated.ts';
import { everyKindOnce } from '../scenario/every-kind.ts';
import { listFailures } from '../scenario/list-failures.ts';
import type { TargetProject } from '../scenario/open-stand-ins.ts';

const data = everyKindOnce();
const source = data.projects[0] as ZephyrProject;
const high = source.priorities.find(({ name }) => name === 'High')?.id;
const concerned = source.cases.filter(({ priorityId }) => priorityId === high).map(({ key }) => key);

let kit: Migrated;
beforeAll(async () => {
  kit = await openMigrated({ data });
});
afterAll(() => kit[Symbol.asyncDispose]());

test('another line of the mapping changes the records it concerns, and nothing else is written', async () => {
  const before = kit.targetProject(1);
  const runBefore = JSON.stringify(before.testLogs);

  const changed = await change({ mapping: { priority: { High: 'Urgent' } } });
  const run = await kit.runAgain();

  expect(changed.status).toBe(200);
  expect(run.state).toBe('completed');
  expect(concerned.length).toBeGreaterThan(0);
  expect(run.counts.test_case).toMatchObject({
    created: 0,
    updated: concerned.length,
    unchanged: source.cases.length - concerned.length,
  });
  for (const type of ['folder', 'test_cycle', 'test_plan', 'test_execution', 'attachment'] as const)
    expect([type, touched(run, type)]).toEqual([type, 0]);
  const after = kit.targetProject(1);
  expect(JSON.stringify(after.testLogs)).toBe(runBefore);
  expect(changedKeys(before, after).toSorted()).toEqual(concerned.toSorted());
});

test('each run tells with which mapping it was made, and so does its report', async () => {
  const { mappingHash, runs } = await kit.api.get<MigrationView>(`/v1/migrations/${kit.migrationId}`);
  const [first, second] = runs as [RunView, RunView];
  const report = await kit.api.get<ReportView>(`/v1/runs/${second.id}/report`);

  expect(second.mappingHash).toBe(mappingHash);
  expect(first.mappingHash).not.toBe(mappingHash);
  expect(report.run.mappingHash).toBe(mappingHash);
});

test('what an earlier mapping made is not loaded as what this one would make', async () => {
  await change({ mapping: { priority: { High: 'Critical' } } });

  const answer = await kit.ask('POST', `/v1/migrations/${kit.migrationId}/runs`, { phases: ['load'] });

  expect(answer.status).toBe(409);
  expect(JSON.parse(answer.text)).toMatchObject({ code: 'not_transformed' });
});

test('a mapping that is taken back leaves everything as it was loaded first', async () => {
  await change({ mapping: {} });
  const run = await kit.runAgain();

  expect(run.state).toBe('completed');
  expect(run.counts.test_case).toMatchObject({ updated: concerned.length });
  expect(touched(run, 'test_execution')).toBe(0);
});

test('a result that is in a log already stays, its record says so, and the old mapping makes it right again', async () => {
  const passed = source.statuses.find(
    ({ name, statusType }) => name === 'Pass' && statusType === 'TEST_EXECUTION',
  )?.id;
  const logged = source.executions.filter(({ statusId }) => statusId === passed).map(({ key }) => key);
  const logs = JSON.stringify(kit.targetProject(1).testLogs);

  await change({ mapping: { executionStatus: { Pass: 'Blocked' } } });
  const planned = await listFailures(kit, await kit.runAgain(['extract', 'transform']));
  const other = await kit.runAgain();
  const failures = await listFailures(kit, other);
  await change({ mapping: {} });
  const again = await kit.runAgain();

  expect(logged.length).toBeGreaterThan(0);
  expect(failures.map(({ sourceKey }) => sourceKey)).toEqual(expect.arrayContaining(logged));
  expect(planned.map(toNamed)).toEqual(failures.map(toNamed));
  expect(new Set(failures.map(({ code }) => code))).toEqual(new Set(['update_unsupported']));
  expect(failures[0]?.message).toContain('the mapping says otherwise');
  expect(again.state).toBe('completed');
  expect(touched(again, 'test_execution')).toBe(0);
  expect(JSON.stringify(kit.targetProject(1).testLogs)).toBe(logs);
});

test('a value whose field is another now is not left in the one it was in', async () => {
  const withLabels = source.cases.filter(({ labels }) => labels.length > 0);

  await change({ mapping: { fields: { Labels: 'Tags' } } });
  const run = await kit.runAgain();

  const latest = kit.targetProject(1).testCases.map(({ versions }) => JSON.stringify(versions.at(-1)));
  expect(run.state).toBe('completed');
  expect(latest.filter((version) => version.includes('"field":"Tags"')).length).toBe(withLabels.length);
  expect(latest.filter((version) => version.includes('"field":"Labels"'))).toEqual([]);
});

test('options that decide where objects are stay once there are some', async () => {
  const { status, problem } = await change({ options: { targetModule: 4, batchSize: 7 } });
  const kept = await kit.api.get<MigrationView>(`/v1/migrations/${kit.migrationId}`);
  const harmless = await change({ options: { batchSize: 7, failureBudget: 3 } });

  expect(status).toBe(409);
  expect(problem).toMatchObject({ code: 'option_fixed', detail: expect.stringContaining('targetModule') });
  expect(problem.fix).toContain('/rollback');
  expect(kept.options).toMatchObject({ targetModule: null, batchSize: 10 });
  expect(harmless.status).toBe(200);
  expect(harmless.problem).toMatchObject({ options: { batchSize: 7, failureBudget: 3, approve: true } });
});

type Change = { readonly mapping?: Partial<MappingFile>; readonly options?: object };

const toNamed = ({ sourceKey, code, phase }: FailureItem): string => `${phase} ${sourceKey} ${code}`;

async function change(body: Change) {
  const { status, text } = await kit.ask('PATCH', `/v1/migrations/${kit.migrationId}`, body);
  return { status, problem: JSON.parse(text) };
}

const touched = ({ counts }: RunView, type: EntityType): number =>
  (counts[type]?.created ?? 0) + (counts[type]?.updated ?? 0) + (counts[type]?.failed ?? 0);

function changedKeys(before: TargetProject, after: TargetProject): readonly string[] {
  const known = new Map(before.testCases.map((testCase) => [testCase.id, JSON.stringify(testCase)]));
  return after.testCases
    .filter((testCase) => known.get(testCase.id) !== JSON.stringify(testCase))
    .map(
      (testCase) => /\[zephyr ([^\]]+)\]<\/p>$/.exec(testCase.versions.at(-1)?.description ?? '')?.[1] ?? '',
    );
}
