import type { RunView } from '@z2q/contracts';
import { generateZephyrData, type ZephyrCase, type ZephyrProject } from '@z2q/sandbox';
import { expect, test } from 'vitest';
import { openPipeline } from '../kit/open-pipeline.ts';
import { listFailures } from '../scenario/list-failures.ts';

const aSource = () => {
  const data = generateZephyrData({ cases: 12, executions: 10, cycles: 2, plans: 1, attachments: 0 });
  return { data, project: data.projects[0] as ZephyrProject };
};
const isPaused = ({ state }: RunView): boolean => state === 'paused';

test('a record that cannot be read fails by itself, and all the others go on', async () => {
  const { data, project } = aSource();
  const odd = project.cases[3] as ZephyrCase;
  Object.assign(odd, { id: true });
  await using kit = await openPipeline({ data });

  const run = await kit.api.run(await kit.migrateTo(1), {
    phases: ['extract'],
  });

  const failures = await listFailures(kit, run);
  expect(failures).toMatchObject([{ sourceKey: odd.key, code: 'source_record_unreadable' }]);
  expect(run.state).toBe('completed_with_failures');
  expect(run.counts.test_case).toMatchObject({ source: 12, extracted: 11, failed: 1 });
});

test('a listing that stays short pauses the run, which lists again when it goes on', async () => {
  const { data, project } = aSource();
  const [shown, hidden] = project.cases.slice(-2) as [ZephyrCase, ZephyrCase];
  const { id } = hidden;
  hidden.id = shown.id;
  await using kit = await openPipeline({ data });
  const runId = await kit.api.startRun(await kit.migrateTo(1), ['extract']);
  const paused = await kit.api.waitForRun(runId, isPaused);

  hidden.id = id;
  await kit.api.post(`/v1/runs/${runId}/resume`);
  const run = await kit.api.waitForRun(runId);

  expect(paused).toMatchObject({
    pauseReason: 'source_changed',
    recommendedAction: expect.stringContaining('test_case'),
  });
  expect(run.state).toBe('completed');
  expect(run.counts.test_case).toMatchObject({ source: 12, extracted: 12 });
});
