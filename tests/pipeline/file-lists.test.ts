import type { Fault } from '@z2q/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPipeline, type Pipeline } from '../kit/open-pipeline.ts';
import { everyKindOnce } from '../scenario/every-kind.ts';
import { listFailures } from '../scenario/list-failures.ts';
import { runMigration } from '../scenario/run-migration.ts';

const data = everyKindOnce();
const [source] = data.projects;
let kit: Pipeline;

beforeAll(async () => {
  kit = await openPipeline({ data, projects: 4 });
});
afterAll(() => kit[Symbol.asyncDispose]());

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
  kit.zephyr.behaviour.faults = [given.fault];

  const run = await runMigration(kit, given.projectId);

  const failures = await listFailures(kit, run);
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
  kit.zephyr.behaviour.faults = [{ kind: 'gateway-refusal', status: 403, path: CASE_LISTS }];
  kit.zephyr.stats.reset();

  const run = await runMigration(kit, 3);

  const asked = kit.zephyr.stats.count('GET /v2/testcases/:testCaseIdOrKey/attachments');
  kit.zephyr.behaviour.faults = [];
  await kit.api.post(`/v1/runs/${run.id}/retry`, { code: 'attachment_unavailable' });
  const retried = await kit.api.waitForRun(run.id);
  expect(run.counts.test_case).toMatchObject({ verified: source?.cases.length, failed: 0 });
  expect(run.counts.attachment?.failed).toBe(source?.cases.length);
  // A refused list is requested twice, and the batch knows after three of its cases.
  expect(asked).toBeLessThan(2 * (source?.cases.length ?? 0));
  expect(await listFailures(kit, retried)).toEqual([]);
  expect(retried.state).toBe('completed');
  expect(retried.counts.attachment).toMatchObject({
    source: source?.attachments.length,
    verified: source?.attachments.length,
    failed: 0,
  });
});

test('a token that may read nothing any more still pauses the run', async () => {
  const runId = await kit.api.startRun(await kit.migrateTo(4));
  kit.zephyr.behaviour.faults = [{ kind: 'gateway-refusal', status: 403 }];

  const paused = await kit.api.waitForRun(runId, ({ state }) => state === 'paused');

  kit.zephyr.behaviour.faults = [];
  await kit.api.post(`/v1/runs/${runId}/resume`);
  const run = await kit.api.waitForRun(runId);
  expect(paused.pauseReason).toBe('unauthorized');
  expect(run.state).toBe('completed');
});
