import type { FailureItem, IdMapItem, ReportView, RunView } from '@z2q/contracts';
import { generateZephyrData } from '@z2q/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Migrated, openMigrated } from '../kit/open-migrated.ts';
import { listFailures } from '../scenario/list-failures.ts';
import type { TargetProject } from '../scenario/open-stand-ins.ts';
import { withFewCalls } from '../scenario/with-few-calls.ts';
import { createTamper } from './tamper.ts';

type Tampered = { readonly entityType: string; readonly targetId: number; readonly code: string };

const data = withFewCalls(
  generateZephyrData({ cases: 40, executions: 30, cycles: 4, plans: 2, attachments: 10 }),
);
let kit: Migrated;
let run: RunView;
let report: ReportView;
let failures: readonly FailureItem[];
let idMap: readonly IdMapItem[];
const tampered: Tampered[] = [];
let foreignId: number;

beforeAll(async () => {
  kit = await openMigrated({ data });
  idMap = await listIdMap(kit.migrationId);
  await tamperWithCases();
  await tamperWithOthers();
  run = await kit.runAgain(['validate']);
  failures = await listFailures(kit, run);
  report = await kit.api.get<ReportView>(`/v1/runs/${run.id}/report`);
});
afterAll(() => kit[Symbol.asyncDispose]());

test('every tampered record is found, with what is wrong with it', () => {
  const expected = tampered.flatMap(({ entityType, targetId, code }) =>
    idMap
      .filter((item) => item.entityType === entityType && item.targetId === targetId)
      .map((item) => `${entityType} ${item.sourceId} ${code}`),
  );

  const found = failures.map((failure) => `${failure.entityType} ${failure.sourceId} ${failure.code}`);

  expect(expected.length).toBeGreaterThanOrEqual(tampered.length);
  expect(found).toEqual(expect.arrayContaining(expected));
});

test('nothing else is found', () => {
  const wrong = new Set(tampered.map(({ entityType, targetId }) => `${entityType} ${targetId}`));
  const targetOf = (failure: FailureItem): string =>
    `${failure.entityType} ${idMap.find((item) => item.entityType === failure.entityType && item.sourceId === failure.sourceId)?.targetId}`;

  const others = failures.filter(
    (failure) => failure.code !== 'foreign_on_target' && !wrong.has(targetOf(failure)),
  );

  expect(others).toEqual([]);
});

test('a message names the field and both values', () => {
  const renamed = failures.find(
    (failure) => failure.entityType === 'test_plan' && failure.code === 'altered_on_target',
  );

  expect(renamed?.message).toMatch(/name: expected ".+", found "Renamed"/);
});

test('a foreign object is shown in the check and counted against no record', () => {
  const foreign = failures.filter((failure) => failure.code === 'foreign_on_target');

  expect(foreign.map((failure) => failure.sourceId)).toEqual([`target/${foreignId}`]);
  expect(report.checks).toContainEqual(
    expect.objectContaining({ name: 'foreign', status: 'failed', wrong: 1 }),
  );
});

test('the run is short of exactly the tampered records', () => {
  const failed = Object.values(run.counts).reduce((sum, count) => sum + count.failed, 0);

  expect(run.state).toBe('completed_with_failures');
  expect(failed).toBe(failures.length - 1);
});

async function listIdMap(migrationId: string): Promise<readonly IdMapItem[]> {
  const path = `/v1/migrations/${migrationId}/id-map?limit=1000`;
  return (await kit.api.get<{ items: IdMapItem[] }>(path)).items;
}

const note = (entityType: string, targetId: number, code: string): void =>
  void tampered.push({ entityType, targetId, code });

/** Cases without runs or files, so that deleting one affects nothing else. */
function freeCases(project: TargetProject): TargetProject['testCases'] {
  const used = new Set([
    ...project.testRuns.map((testRun) => testRun.caseId),
    ...project.attachments.flatMap((file) =>
      project.testCases
        .filter(
          (testCase) =>
            testCase.id === file.ownerId ||
            testCase.versions.some((version) => version.steps.some((step) => step.id === file.ownerId)),
        )
        .map((testCase) => testCase.id),
    ),
  ]);
  return project.testCases.filter((testCase) => !used.has(testCase.id));
}

async function tamperWithCases(): Promise<void> {
  const project = kit.targetProject(1);
  const tamper = createTamper(kit.qtest);
  const free = freeCases(project);
  const stepped = free.filter((testCase) => (testCase.versions.at(-1)?.steps.length ?? 0) > 1);
  const [dropped] = stepped;
  const [deleted, changed, moved, copied] = free.filter((testCase) => testCase !== dropped);
  if (!dropped || !deleted || !changed || !moved || !copied)
    throw new Error('The data has too few free cases');

  const { steps = [] } = dropped.versions.at(-1) ?? {};
  await tamper.change(`/test-cases/${dropped.id}`, {
    test_steps: steps
      .slice(1)
      .map(({ description, expected }, index) => ({ description, expected, order: index + 1 })),
  });
  note('test_case', dropped.id, 'altered_on_target');
  await tamper.remove(`/test-cases/${deleted.id}`);
  note('test_case', deleted.id, 'missing_on_target');
  await tamper.change(`/test-cases/${changed.id}`, { precondition: 'x' });
  note('test_case', changed.id, 'altered_on_target');
  const elsewhere = project.modules.find((module) => module.id !== moved.parentId);
  await tamper.change(`/test-cases/${moved.id}`, { parent_id: elsewhere?.id });
  note('test_case', moved.id, 'misplaced_on_target');
  const { name, description } = copied.versions.at(-1) ?? {};
  await tamper.create(1, '/test-cases', { name, description, parent_id: copied.parentId, properties: [] });
  note('test_case', copied.id, 'double_on_target');
  const theirs = { name: 'Of somebody else', parent_id: copied.parentId, properties: [] };
  foreignId = (await tamper.create(1, '/test-cases', theirs)).id;
}

async function tamperWithOthers(): Promise<void> {
  const project = kit.targetProject(1);
  const tamper = createTamper(kit.qtest);
  const [release] = project.releases;
  const runsWith = project.testRuns.filter((testRun) =>
    project.testLogs.some((log) => log.runId === testRun.id),
  );
  const filed = new Set(project.attachments.map((file) => file.ownerId));
  const bare = runsWith.filter((testRun) =>
    project.testLogs.every(
      (log) =>
        log.runId !== testRun.id || (!filed.has(log.id) && log.stepLogs.every((step) => !filed.has(step.id))),
    ),
  );
  const [gone, annotated, displaced] = bare;
  const [file] = project.attachments;
  const ownSuites = new Set(
    idMap.filter((item) => item.entityType === 'test_cycle').map((item) => item.targetId),
  );
  const suite = project.testSuites.find((other) => ownSuites.has(other.id));
  if (!release || !gone || !annotated || !displaced || !file || !suite)
    throw new Error('The data has too little');

  await tamper.change(`/releases/${release.id}`, { name: 'Renamed' });
  note('test_plan', release.id, 'altered_on_target');
  await tamper.change(`/test-suites/${suite.id}`, { name: 'Renamed' });
  note('test_cycle', suite.id, 'altered_on_target');
  await tamper.remove(`/test-runs/${gone.id}`);
  noteExecutions(project, gone.id, 'missing_on_target');
  const [log] = project.testLogs.filter((other) => other.runId === annotated.id);
  await tamper.change(`/test-runs/${annotated.id}/test-logs/${log?.id}`, {
    status: { id: log?.statusId },
    exe_start_date: log?.start,
    exe_end_date: log?.end,
    note: `${log?.note}!`,
  });
  note('test_execution', log?.id ?? 0, 'altered_on_target');
  const other = project.testSuites.find(({ id }) => id !== displaced.container.id);
  await tamper.change(
    `/test-runs/${displaced.id}`,
    {},
    { parentId: other?.id ?? 0, parentType: 'test-suite' },
  );
  noteExecutions(project, displaced.id, 'misplaced_on_target');
  await tamper.remove(`/${file.ownerType}/${file.ownerId}/blob-handles/${file.id}`);
  note('attachment', file.id, 'missing_on_target');
}

/** Notes the executions of a run as expected findings: its logs, or the run itself if it was never run. */
function noteExecutions(project: TargetProject, runId: number, code: string): void {
  for (const log of project.testLogs) if (log.runId === runId) note('test_execution', log.id, code);
  const isExecution = idMap.some((item) => item.entityType === 'test_execution' && item.targetId === runId);
  if (isExecution) note('test_execution', runId, code);
}
