import type { FailureItem } from '@z2q/contracts';
import { expect, test } from 'vitest';
import { openPipeline } from '../kit/open-pipeline.ts';
import { everyKindOnce } from '../scenario/every-kind.ts';
import { runMigration } from '../scenario/run-migration.ts';

test('executions without a link to their case find it by its id, and each of the others fails by itself', async () => {
  const data = everyKindOnce();
  const [source] = data.projects;
  const byId = source?.cases.slice(10) ?? [];
  for (const testCase of byId) testCase.versionIds = testCase.versionIds.map(() => testCase.id);
  const keys = new Set(byId.map(({ key }) => key));
  const lost = source?.executions.filter(({ testCaseKey }) => !keys.has(testCaseKey)) ?? [];
  await using kit = await openPipeline({ data });
  kit.zephyr.quirks.hidesCaseLinks = true;

  const run = await runMigration(kit, 1, ['extract', 'transform']);

  const { items } = await kit.api.get<{ items: FailureItem[] }>(
    `/v1/runs/${run.id}/failures?limit=1000&entityType=test_execution`,
  );
  expect(lost.length).toBeGreaterThan(0);
  expect(items.map(({ sourceKey }) => sourceKey).sort()).toEqual(lost.map(({ key }) => key).sort());
  expect(new Set(items.map(({ phase, code }) => `${phase} ${code}`))).toEqual(
    new Set(['transform reference_unresolved']),
  );
  expect(run.counts.test_execution).toMatchObject({
    extracted: source?.executions.length,
    transformed: (source?.executions.length ?? 0) - lost.length,
  });
});
