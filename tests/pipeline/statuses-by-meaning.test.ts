import type { MappingFile, ReportView, RunView } from '@z2q/contracts';
import type { ExecutionStatus, ZephyrProject } from '@z2q/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPipeline, type Pipeline } from '../kit/open-pipeline.ts';
import { everyKindOnce } from '../scenario/every-kind.ts';
import { listFailures } from '../scenario/list-failures.ts';

/** A site with Zephyr's names of statuses, which has deactivated one that has qTest's name. */
const STATUSES: readonly ExecutionStatus[] = [
  ['Passed', false],
  ['Pass', true],
  ['Fail', true],
  ['In Progress', true],
  ['Not Run', true],
].map(([name, active], at) => ({
  id: 701 + at,
  name: String(name),
  active: active === true,
  is_default: name === 'Not Run',
  color: '#A0A0A0',
}));
/** What each status of the generated data becomes there. */
const THERE: Readonly<Record<string, string>> = {
  Pass: 'Pass',
  Fail: 'Fail',
  'In Progress': 'In Progress',
  'Not Executed': 'Not Run',
};
const data = everyKindOnce();
const source = data.projects[0] as ZephyrProject;
const nameOf = new Map(source.statuses.map(({ id, name }) => [id, name]));
const executed = source.executions.filter(({ actualEndDate }) => actualEndDate !== null);
const unmatched = executed.filter(({ statusId, stepResults }) =>
  [statusId, ...stepResults.map((result) => result.statusId)].some((id) => !THERE[nameOf.get(id) ?? '']),
);

let kit: Pipeline;
let plain: RunView;
let mapped: RunView;

beforeAll(async () => {
  kit = await openPipeline({ data, projects: 2, loaders: 2, statuses: STATUSES });
  const migrate = async (projectId: number, mapping: Partial<MappingFile>): Promise<RunView> =>
    kit.api.run(await kit.migrateTo(projectId, {}, mapping));
  plain = await migrate(1, {});
  mapped = await migrate(2, { executionStatus: { '*': 'In Progress' } });
});
afterAll(() => kit[Symbol.asyncDispose]());

test('a result that has no status of its meaning there fails, with the line to add to the mapping file', async () => {
  const failures = (await listFailures(kit, plain)).filter(({ code }) => code === 'draft_invalid');

  expect(unmatched.length).toBeGreaterThan(0);
  expect(failures.map(({ sourceKey }) => sourceKey).toSorted()).toEqual(
    unmatched.map(({ key }) => key).toSorted(),
  );
  for (const { message } of failures)
    expect(message).toMatch(/executionStatus: \{ "(Blocked|Pass with remarks)": "In Progress" \}/);
});

test('every other result has its own status, and the note says no other name than Zephyr did', () => {
  const logs = logsByKey(1);

  expect(logs.size).toBe(executed.length - unmatched.length);
  for (const [key, log] of logs) {
    const name = nameOf.get(executed.find((execution) => execution.key === key)?.statusId ?? 0) ?? '';
    expect([key, log.status]).toEqual([key, THERE[name]]);
    expect(log.note.includes('Status in Zephyr')).toBe(THERE[name] !== name);
  }
});

test('what the mapping file has for all others is allowed, and the ledger says what became what', async () => {
  const { ledger } = await kit.api.get<ReportView>(`/v1/runs/${mapped.id}/report`);

  expect(mapped.state).toBe('completed');
  expect(logsByKey(2).size).toBe(executed.length);
  for (const { key } of unmatched) expect(logsByKey(2).get(key)?.note).toContain('Status in Zephyr');
  const codes = ledger.fields
    .filter(({ entityType }) => entityType === 'test_execution')
    .flatMap(({ changed }) => changed.map(({ code }) => code));
  expect(codes).toContain('status_by_rest');
  expect(codes).toContain('status_by_meaning');
});

test('no step of a result says that it was not executed unless Zephyr says so of that step', () => {
  const unexecuted = STATUSES.find(({ name }) => name === 'Not Run')?.id;
  const said = executed.filter(({ stepResults }) =>
    stepResults.some(({ statusId }) => nameOf.get(statusId) === 'Not Executed'),
  );
  const saidSo = new Set(said.map(({ key }) => key));

  const wrong = [...logsByKey(2)].filter(
    ([key, { status, stepLogs }]) =>
      status !== 'In Progress' && !saidSo.has(key) && stepLogs.some((one) => one.statusId === unexecuted),
  );

  expect(wrong.map(([key]) => key)).toEqual([]);
});

const logsByKey = (projectId: number) =>
  new Map(
    kit
      .targetProject(projectId)
      .testLogs.map((log) => [log.note.match(/\[zephyr ([^\]]+)\]<\/p>$/)?.[1] ?? '', log]),
  );
