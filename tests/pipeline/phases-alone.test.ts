import type { FailureItem, Phase, ReportView, RunView } from '@z2q/contracts';
import { generateZephyrData, type ZephyrProject } from '@z2q/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openScenario, type Scenario } from '../scenario/open-scenario.ts';
import { RUN_TIMEOUT_MS } from '../scenario/run-migration.ts';

const data = generateZephyrData({ cases: 24, executions: 30, cycles: 6, plans: 2, attachments: 12 });
const source = data.projects[0] as ZephyrProject;
// Listed like any other, and not what the API says it sends.
const [odd] = source.cases;
Object.assign(odd ?? {}, { estimatedTimeMs: 'soon' });

let scenario: Scenario;
let migrationId: string;

beforeAll(async () => {
  scenario = await openScenario({ data, loaders: 2 });
  migrationId = await scenario.migrateTo(1);
});
afterAll(() => scenario[Symbol.asyncDispose]());

const run = (phase: Phase): Promise<RunView> =>
  scenario.api.run(migrationId, { phases: [phase], timeoutMs: RUN_TIMEOUT_MS });
const listFailures = async ({ id }: RunView): Promise<readonly FailureItem[]> =>
  (await scenario.api.get<{ items: FailureItem[] }>(`/v1/runs/${id}/failures?limit=1000`)).items;

test('load alone counts what transform left out, and lists what it could not transform', async () => {
  await run('extract');
  const transformed = await run('transform');

  const loaded = await run('load');

  const failures = await listFailures(loaded);
  const report = await scenario.api.get<ReportView>(`/v1/runs/${loaded.id}/report`);
  const skippedOf = ({ counts }: RunView) => [counts.folder?.skipped, counts.attachment?.skipped];
  expect(skippedOf(transformed).every((count) => (count ?? 0) > 0)).toBe(true);
  expect(skippedOf(loaded)).toEqual(skippedOf(transformed));
  expect(report.skipped.reasons.map(({ reason }) => reason)).toEqual([
    expect.stringContaining('no files'),
    expect.stringContaining('no folders'),
  ]);
  expect(failures.find(({ sourceKey }) => sourceKey === odd?.key)).toMatchObject({
    phase: 'load',
    code: 'dependency_failed',
    message: expect.stringMatching(/was not transformed: Test case/),
  });
  for (const count of Object.values(loaded.counts))
    expect(count.loaded + count.failed + count.skipped).toBe(count.source);
});

test('a retry of what was not transformed fails it again rather than losing it', async () => {
  const loaded = await run('load');

  await scenario.api.post(`/v1/runs/${loaded.id}/retry`);
  const retried = await scenario.api.waitForRun(loaded.id, undefined, RUN_TIMEOUT_MS);

  expect(retried.counts.test_execution).toEqual(loaded.counts.test_execution);
  expect(await listFailures(retried)).toHaveLength((await listFailures(loaded)).length);
});

test('validate alone counts what the newest extraction has listed, not what is gone from the source', async () => {
  const used = new Set(source.executions.map(({ testCaseKey }) => testCaseKey));
  const owners = new Set(source.attachments.map(({ owner }) => owner.ownerId));
  const gone = source.cases.findLast(({ key, id }) => !used.has(key) && !owners.has(id));
  source.cases = source.cases.filter((testCase) => testCase !== gone);
  await run('extract');

  const validated = await run('validate');

  expect(gone).toBeDefined();
  expect(validated.counts.test_case?.source).toBe(source.cases.length);
});
