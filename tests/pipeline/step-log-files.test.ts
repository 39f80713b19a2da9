import { generateZephyrData, type ZephyrData } from '@z2q/sandbox';
import { expect, test } from 'vitest';
import { openPipeline } from '../kit/open-pipeline.ts';

/** One test run with this many logs, each with a file on a step. */
function oneRunWith(logs: number): ZephyrData {
  const data = generateZephyrData({ cases: 6, executions: logs * 4, cycles: 1, plans: 0, attachments: 0 });
  const [project] = data.projects;
  const first = project?.executions.find(({ stepResults }) => stepResults.some(({ id }) => id !== null));
  if (!project || !first) throw new RangeError('No execution of the data has step results');
  const { testCaseKey, cycleId, environmentId, stepResults, statusId } = first;
  const results = stepResults.map((result, at) => ({ ...result, id: result.id ?? 900_000 + at }));
  project.executions = project.executions.slice(0, logs).map((execution) => ({
    ...execution,
    ...{ testCaseKey, cycleId, environmentId, statusId },
    stepResults: results.map((result) => ({ ...result, id: execution.id * 1_000 + result.id })),
  }));
  project.attachments = project.executions.map(({ id, stepResults: [result] }, at) => {
    const bytes = Buffer.from(`file ${at}`);
    const owner = { kind: 'step_result', ownerId: id, stepId: result?.id ?? 0 } as const;
    return { id: at + 1, name: `${at}.txt`, owner, size: bytes.length, sha256: '', content: { bytes } };
  });
  return data;
}

async function countListings(logs: number) {
  await using kit = await openPipeline({ data: oneRunWith(logs) });
  const run = await kit.api.run(await kit.migrateTo(1, { batchSize: 5 }));
  const listings = Object.entries(kit.qtest.stats.snapshot()).filter(
    ([route]) => route.startsWith('GET') && route.endsWith('/test-logs'),
  );
  return { run, listings: listings.reduce((sum, [, { count }]) => sum + count, 0) };
}

test('the logs of a run are listed as often, however many files their steps have', async () => {
  const few = await countListings(10);
  const many = await countListings(30);

  expect(few.run).toMatchObject({ counts: { attachment: { verified: 10 } } });
  expect(many.run).toMatchObject({ counts: { attachment: { verified: 30 } } });
  expect(few.listings).toBeGreaterThan(0);
  expect(many.listings).toBe(few.listings);
});
