import type { ZephyrSandbox } from '@z2q/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPipeline, type Pipeline } from '../kit/open-pipeline.ts';
import { everyKind } from '../scenario/every-kind.ts';
import { listFailures } from '../scenario/list-failures.ts';

const data = everyKind();
const [source] = data.projects;
let kit: Pipeline;

beforeAll(async () => {
  kit = await openPipeline({ data });
});
afterAll(() => kit[Symbol.asyncDispose]());

test.each<[string, Partial<ZephyrSandbox['quirks']>]>([
  ['without a total', { leftOut: ['total'] }],
  ['that tell neither a total nor which is last', { leftOut: ['total', 'isLast', 'next'] }],
  ['smaller than asked for, beginning at multiples of their size', { maxPage: 7, wantsMultiples: true }],
])('every record is listed from pages %s', async (_name, quirks) => {
  Object.assign(kit.zephyr.quirks, { maxPage: 1000, wantsMultiples: false, leftOut: [], ...quirks });
  const migrationId = await kit.migrateTo(1, { pageSize: 20 });

  const run = await kit.api.run(migrationId, { phases: ['extract'] });

  const failures = await listFailures(kit, run);
  expect(failures).toEqual([]);
  expect(run.state).toBe('completed');
  expect(run.counts.test_case).toMatchObject({ source: source?.cases.length });
  expect(run.counts.test_execution).toMatchObject({ source: source?.executions.length });
});
