import type { Fault, ZephyrSandbox } from '@z2q/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPipeline, type Pipeline } from '../kit/open-pipeline.ts';
import { everyKindOnce } from '../scenario/every-kind.ts';
import { listFailures } from '../scenario/list-failures.ts';
import { readLedger } from '../scenario/read-ledger.ts';

const data = everyKindOnce();
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

test('where a site refuses to send the issue links of steps, executions are listed without, and the ledger says so', async () => {
  const fault: Fault = { kind: 'gateway-refusal', status: 403, path: 'includeStepLinks=true' };
  kit.zephyr.behaviour.faults = [fault];
  const migrationId = await kit.migrateTo(1);

  const run = await kit.api.run(migrationId, { phases: ['extract'] });

  const strikes = kit.zephyr.stats.strikesOf(fault);
  kit.zephyr.behaviour.faults = [];
  expect(strikes).toBeGreaterThan(0);
  expect(run).toMatchObject({
    state: 'completed',
    counts: { test_execution: { source: source?.executions.length } },
  });
  expect(readLedger(kit.dataDir).sums).toContain(
    'test_execution | issue links of steps | not_asked | withheld_by_site | 1',
  );
});
