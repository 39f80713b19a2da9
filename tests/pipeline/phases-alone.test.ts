import type { Phase, ReportView, RunView } from '@z2q/contracts';
import { generateZephyrData, type ZephyrProject } from '@z2q/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPipeline } from '../kit/open-pipeline.ts';
import { listFailures } from '../scenario/list-failures.ts';
import { withFewCalls } from '../scenario/with-few-calls.ts';

/**
 * A project whose phases were run one by one, with the outcome of each. One execution is in an unknown cycle.
 */
async function openPhaseByPhase() {
  await using resources = new AsyncDisposableStack();
  const data = withFewCalls(
    generateZephyrData({ cases: 12, executions: 15, cycles: 3, plans: 2, attachments: 6 }),
  );
  const source = data.projects[0] as ZephyrProject;
  const odd = source.executions.find(({ cycleId }) => cycleId !== null);
  Object.assign(odd ?? {}, { cycleId: 999_999 });
  const kit = resources.use(await openPipeline({ data, loaders: 2 }));
  const migrationId = await kit.migrateTo(1);
  const run = (phase: Phase): Promise<RunView> => kit.api.run(migrationId, { phases: [phase] });
  await run('extract');
  const transformed = await run('transform');
  const loaded = await run('load');
  const failures = await listFailures(kit, loaded);
  const report = await kit.api.get<ReportView>(`/v1/runs/${loaded.id}/report`);
  await kit.api.post(`/v1/runs/${loaded.id}/retry`);
  const retried = await kit.api.waitForRun(loaded.id);
  const failuresAgain = await listFailures(kit, retried);
  resources.move();
  return { ...kit, source, odd, run, transformed, loaded, failures, report, retried, failuresAgain };
}

let kit: Awaited<ReturnType<typeof openPhaseByPhase>>;
beforeAll(async () => {
  kit = await openPhaseByPhase();
});
afterAll(() => kit[Symbol.asyncDispose]());

test('load alone counts what transform left out, and lists what it could not transform', () => {
  const { transformed, loaded, failures, report } = kit;

  const skippedOf = ({ counts }: RunView) => [counts.folder?.skipped, counts.attachment?.skipped];
  expect(skippedOf(transformed).every((count) => (count ?? 0) > 0)).toBe(true);
  expect(skippedOf(loaded)).toEqual(skippedOf(transformed));
  expect(report.skipped.reasons.map(({ reason }) => reason)).toEqual([
    expect.stringContaining('no files'),
    expect.stringContaining('no folders'),
  ]);
  expect(failures.find(({ sourceKey }) => sourceKey === kit.odd?.key)).toMatchObject({
    phase: 'load',
    code: 'dependency_failed',
    message: expect.stringMatching(/was not transformed: .*999999/),
  });
  for (const count of Object.values(loaded.counts))
    expect(count.loaded + count.failed + count.skipped).toBe(count.source);
});

test('a retry of what was not transformed fails it again rather than losing it', () => {
  const { loaded, failures, retried, failuresAgain } = kit;

  expect(retried.counts.test_execution).toEqual(loaded.counts.test_execution);
  expect(failuresAgain).toHaveLength(failures.length);
});

test('validate alone counts what the newest extraction has listed, not what is gone from the source', async () => {
  const { source } = kit;
  const used = new Set(source.executions.map(({ testCaseKey }) => testCaseKey));
  const owners = new Set(source.attachments.map(({ owner }) => owner.ownerId));
  const gone = source.cases.findLast(({ key, id }) => !used.has(key) && !owners.has(id));
  source.cases = source.cases.filter((testCase) => testCase !== gone);
  await kit.run('extract');

  const validated = await kit.run('validate');

  expect(gone).toBeDefined();
  expect(validated.counts.test_case?.source).toBe(source.cases.length);
});
