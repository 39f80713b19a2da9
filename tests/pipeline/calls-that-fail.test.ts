import type { PreflightView, RunView } from '@z2q/contracts';
import { type Fault, generateZephyrData, type ZephyrData } from '@z2q/sandbox';
import { expect, test } from 'vitest';
import { openMigrated } from '../kit/open-migrated.ts';
import { openPipeline } from '../kit/open-pipeline.ts';
import { everyKindOnce } from '../scenario/every-kind.ts';
import { listFailures } from '../scenario/list-failures.ts';
import { smallData } from '../scenario/small-data.ts';

const isPaused = ({ state }: RunView): boolean => state === 'paused';
const OVER_FIFTY = 'maxResults=(5[1-9]|[6-9][0-9]|[0-9]{3,})';
const NO_SIDE: Partial<Parameters<typeof generateZephyrData>[0]> = { cycles: 2, plans: 1, attachments: 0 };

/** The fault as the stand-in holds it: the stand-in counts strikes by this object. */
function faultOf({ behaviour }: { readonly behaviour: { readonly faults: readonly Fault[] } }): Fault {
  const [fault] = behaviour.faults;
  if (!fault) throw new Error('The stand-in has no fault');
  return fault;
}

test('a listing that answers 504 to more than fifty is read in smaller pages', async () => {
  const fault: Fault = { kind: 'server-error', status: 504, path: `/testcases[?].*${OVER_FIFTY}` };
  const cases = 55;
  const data = generateZephyrData({ ...NO_SIDE, cases, executions: 10 });
  await using kit = await openPipeline({ data, zephyrBehaviour: { faults: [fault] } });

  const migrationId = await kit.migrateTo(1, { attachments: 'none' });
  const run = await kit.api.run(migrationId, { phases: ['extract'] });

  expect(kit.zephyr.stats.strikesOf(faultOf(kit.zephyr))).toBeGreaterThan(0);
  expect(run.state).toBe('completed');
  expect(run.counts.test_case).toMatchObject({ source: cases, extracted: cases });
});

test.each([
  ['fields', '/settings/[^/]+/fields$'],
  ['choices', '/allowed-values$'],
])('a site that answers 500 when %s are to be made is done without them', async (_what, path) => {
  const fault: Fault = { kind: 'server-error', status: 500, method: 'POST', path };
  await using kit = await openPipeline({ data: everyKindOnce(), qtestBehaviour: { faults: [fault] } });

  const run = await kit.api.run(await kit.migrateTo(1));

  expect(kit.qtest.stats.strikesOf(faultOf(kit.qtest))).toBeGreaterThan(0);
  expect(await listFailures(kit, run)).toEqual([]);
  expect(run.state).toBe('completed');
});

test('a site that refuses every approval is asked about after the first few, and the option that avoids it is named', async () => {
  const fault: Fault = { kind: 'gateway-refusal', status: 404, method: 'PUT', path: '/approve$' };
  const cases = 24;
  const data = smallData({ ...NO_SIDE, cases, executions: 10 });
  await using kit = await openPipeline({ data, qtestBehaviour: { faults: [fault] } });
  const runId = await kit.api.startRun(await kit.migrateTo(1, { attachments: 'none', batchSize: 4 }));

  const paused = await kit.api.waitForRun(runId, isPaused);

  expect(paused).toMatchObject({
    pauseReason: 'target_refuses',
    recommendedAction: expect.stringContaining('approve=false'),
  });
  expect(kit.qtest.stats.strikesOf(faultOf(kit.qtest))).toBeLessThan(cases);
  expect(paused.counts.test_execution?.failed ?? 0).toBe(0);

  kit.qtest.behaviour.faults = [];
  await kit.api.post(`/v1/runs/${runId}/resume`);
  const run = await kit.api.waitForRun(runId);

  expect(await listFailures(kit, run)).toEqual([]);
  expect(run.state).toBe('completed');
});

test('fields that are required of releases are named beforehand, and filled in', async () => {
  const data = everyKindOnce();
  await using kit = await openPipeline({ data });
  await kit.qtest.seed.create(1, '/settings/releases/fields', {
    label: 'Train',
    data_type: 1,
    required: true,
  });
  await kit.qtest.seed.create(1, '/settings/releases/fields', {
    label: 'Lane',
    data_type: 3,
    required: true,
    allowed_values: [{ label: 'Slow' }],
  });
  const migrationId = await kit.migrateTo(1);

  const { checks } = await kit.api.post<PreflightView>(`/v1/migrations/${migrationId}/preflight`);
  const run = await kit.api.run(migrationId);

  expect(checks.find(({ name }) => name === 'target_required_fields')?.detail).toMatch(
    /Train \(releases\), Lane \(releases\)/,
  );
  expect(await listFailures(kit, run)).toEqual([]);
  expect(run.state).toBe('completed');
  expect(run.counts.test_plan).toMatchObject({ verified: data.projects[0]?.plans.length });
});

test('a site that lets fields be made only later has every later run end clean', async () => {
  const fault: Fault = {
    kind: 'gateway-refusal',
    status: 403,
    method: 'POST',
    path: '/settings/test-runs/fields$',
  };
  await using kit = await openMigrated({ data: everyKindOnce(), qtestBehaviour: { faults: [fault] } });
  const strikes = kit.qtest.stats.strikesOf(faultOf(kit.qtest));
  kit.qtest.behaviour.faults = [];

  const again = await kit.runAgain();

  expect(strikes).toBeGreaterThan(0);
  expect(kit.first.state).toBe('completed');
  expect(await listFailures(kit, again)).toEqual([]);
  expect(again.state).toBe('completed');
  expect(again.counts.test_case?.updated).toBe(0);
});

test('records with odd members get through, and what was odd stands on the target', async () => {
  const data = withOddMembers(everyKindOnce());
  await using kit = await openPipeline({ data });

  const run = await kit.api.run(await kit.migrateTo(1));

  expect(await listFailures(kit, run)).toEqual([]);
  expect(run.state).toBe('completed');
  const shown = JSON.stringify(kit.targetProject(1));
  expect(shown).toContain('00:10');
  expect(shown).toContain('21/Feb/24 10:05 AM');
});

function withOddMembers(data: ZephyrData): ZephyrData {
  const cases = data.projects[0]?.cases ?? [];
  Object.assign(cases[0] ?? {}, { estimatedTimeMs: '00:10', labels: ['Smoke', 'smoke', 'SMOKE ', null] });
  Object.assign(cases[1] ?? {}, { createdOn: '21/Feb/24 10:05 AM', customFields: [] });
  return data;
}
