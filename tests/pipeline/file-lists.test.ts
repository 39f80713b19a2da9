import type { FailureItem, RunView } from '@z2q/contracts';
import type { Fault } from '@z2q/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openScenario, type Scenario } from '../scenario/open-scenario.ts';
import { RUN_TIMEOUT_MS, runMigration } from '../scenario/run-migration.ts';
import { smallData } from '../scenario/small-data.ts';

const data = smallData();
const [source] = data.projects;
let scenario: Scenario;

beforeAll(async () => {
  scenario = await openScenario({ data, projects: 4 });
});
afterAll(() => scenario[Symbol.asyncDispose]());

const PLAN_LISTS = '/testplans/[^/]+/attachments$';
const CASE_LISTS = '/testcases/[^/]+/attachments$';

test.each<{ name: string; projectId: number; fault: Fault }>([
  {
    name: 'is refused',
    projectId: 1,
    fault: { kind: 'gateway-refusal', status: 403, path: PLAN_LISTS },
  },
  {
    name: 'is not there yet',
    projectId: 2,
    fault: { kind: 'server-error', status: 503, path: PLAN_LISTS },
  },
])('where the list of files of plans $name, plans go on and their files are failures', async (given) => {
  scenario.zephyr.behaviour.faults = [given.fault];

  const run = await runMigration(scenario, given.projectId);

  const failures = await listFailures(run);
  expect(run.state).toBe('completed_with_failures');
  expect(run.counts.test_plan).toMatchObject({ verified: source?.plans.length, failed: 0 });
  expect(run.counts.attachment).toMatchObject({ failed: source?.plans.length });
  expect(failures.map(({ sourceId }) => sourceId).sort()).toEqual(
    source?.plans.map(({ id }) => `test_plan/${id}/*`).sort(),
  );
  for (const failure of failures) {
    expect(failure).toMatchObject({ entityType: 'attachment', code: 'attachment_unavailable' });
    expect(failure.message).toContain(`files of test plan ${failure.sourceKey}`);
  }
});

test('a kind of list that is refused is not asked for record by record, and a retry brings all files', async () => {
  scenario.zephyr.behaviour.faults = [{ kind: 'gateway-refusal', status: 403, path: CASE_LISTS }];
  scenario.zephyr.stats.reset();

  const run = await runMigration(scenario, 3);

  const asked = scenario.zephyr.stats.count('GET /v2/testcases/:testCaseIdOrKey/attachments');
  scenario.zephyr.behaviour.faults = [];
  await scenario.api.post(`/v1/runs/${run.id}/retry`, { code: 'attachment_unavailable' });
  const retried = await scenario.api.waitForRun(run.id, undefined, RUN_TIMEOUT_MS);
  expect(run.counts.test_case).toMatchObject({ verified: source?.cases.length, failed: 0 });
  expect(run.counts.attachment?.failed).toBe(source?.cases.length);
  expect(asked).toBeLessThan(source?.cases.length ?? 0);
  expect(await listFailures(retried)).toEqual([]);
  expect(retried.state).toBe('completed');
  expect(retried.counts.attachment).toMatchObject({
    source: source?.attachments.length,
    verified: source?.attachments.length,
    failed: 0,
  });
});

test('a token that may read nothing any more still pauses the run', async () => {
  const runId = await scenario.api.startRun(await scenario.migrateTo(4));
  scenario.zephyr.behaviour.faults = [{ kind: 'gateway-refusal', status: 403 }];

  const paused = await scenario.api.waitForRun(runId, ({ state }) => state === 'paused', 30_000);

  scenario.zephyr.behaviour.faults = [];
  await scenario.api.post(`/v1/runs/${runId}/resume`);
  const run = await scenario.api.waitForRun(runId, undefined, RUN_TIMEOUT_MS);
  expect(paused.pauseReason).toBe('unauthorized');
  expect(run.state).toBe('completed');
});

async function listFailures(run: RunView): Promise<readonly FailureItem[]> {
  return (await scenario.api.get<{ items: FailureItem[] }>(`/v1/runs/${run.id}/failures?limit=1000`)).items;
}
