import type { RunView } from '@z2q/contracts';
import { expect, test } from 'vitest';
import { openMigrated } from '../kit/open-migrated.ts';
import { openPipeline, type Pipeline } from '../kit/open-pipeline.ts';
import { everyKind } from '../scenario/every-kind.ts';

test('records count as loaded one by one, while the batch they are in is loaded, and never twice', async () => {
  const data = everyKind();
  const cases = data.projects[0]?.cases.length ?? 0;
  const looks: Promise<RunView>[] = [];
  const api: { ask?: () => Promise<RunView> } = {};
  await using kit: Pipeline = await openPipeline({
    data,
    env: { QTEST_CONCURRENCY: '1' },
    onCall: ({ method, route }) => {
      if (method === 'POST' && route.endsWith('/test-cases') && api.ask) looks.push(api.ask());
    },
  });
  const migrationId = await kit.migrateTo(1, { batchSize: 100 });
  const { id } = await kit.api.post<{ id: string }>(`/v1/migrations/${migrationId}/runs`, {});
  api.ask = () => kit.api.get<RunView>(`/v1/runs/${id}`);

  const run = await kit.api.waitForRun(id);

  const loaded = (await Promise.all(looks)).map(({ counts }) => counts.test_case?.loaded ?? 0);
  expect(new Set(loaded).size).toBeGreaterThan(3);
  expect(Math.max(...loaded)).toBeLessThanOrEqual(cases);
  expect(run.counts.test_case).toMatchObject({ source: cases, loaded: cases, verified: cases });
});

test('so do records that are updated', async () => {
  const looks: Promise<RunView>[] = [];
  const api: { ask?: () => Promise<RunView> } = {};
  await using kit = await openMigrated({
    data: everyKind(),
    env: { QTEST_CONCURRENCY: '1' },
    onCall: ({ method, route }) => {
      if (method === 'PUT' && route.endsWith('/approve') && api.ask) looks.push(api.ask());
    },
  });
  const { cases } = kit.source;
  for (const testCase of cases) testCase.objective = 'Another objective.';
  const id = await kit.api.startRun(kit.migrationId);
  api.ask = () => kit.api.get<RunView>(`/v1/runs/${id}`);

  const run = await kit.api.waitForRun(id);

  const seen = (await Promise.all(looks)).map(({ counts }) => counts.test_case);
  expect(new Set(seen.map((counts) => counts?.loaded)).size).toBeGreaterThan(3);
  expect(seen.filter((counts) => counts?.loaded !== counts?.updated)).toEqual([]);
  expect(run.counts.test_case).toMatchObject({ loaded: cases.length, updated: cases.length, created: 0 });
});
