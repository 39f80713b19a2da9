import type { BatchContext, HandlerKey } from '@z2q/runtime';
import type { Fault } from '@z2q/sandbox';
import { waitFor } from '@z2q/test-kit';
import { beforeAll, expect, test } from 'vitest';
import { openPipeline, type Pipeline } from '../kit/open-pipeline.ts';
import { wrapHandlers } from '../kit/wrap-handlers.ts';
import { everyKindOnce } from '../scenario/every-kind.ts';
import { listFailures } from '../scenario/list-failures.ts';
import type { TargetProject } from '../scenario/open-stand-ins.ts';
import { rollBack } from '../scenario/roll-back.ts';
import { runMigration } from '../scenario/run-migration.ts';
import { type Comparable, toComparable } from '../scenario/to-comparable.ts';

const SETTLE_MS = 60_000;
const began = new Date();
let undisturbed: Comparable;
let untouched: string;

const open = (options: Partial<Parameters<typeof openPipeline>[0]> = {}): Promise<Pipeline> =>
  openPipeline({ data: everyKindOnce(), loaders: 2, ...options });

beforeAll(async () => {
  await using kit = await open();
  untouched = JSON.stringify(kit.qtest.state());
  await runMigration(kit, 1);
  undisturbed = toComparable(kit.targetProject(1), began);
});

/** Number of objects in a table of the target. */
const countOf = (kit: Pipeline, table: keyof TargetProject): number =>
  (kit.targetProject(1)[table] as readonly unknown[]).length;

/** Cuts the connection of writes, which land once the fault is removed. */
const lost = (path: string, times = 2): Fault => ({ kind: 'applied-late', method: 'POST', path, times });

/** Removes the fault and waits until its writes have landed. */
async function land(kit: Pipeline, table: keyof TargetProject, fault: Fault): Promise<void> {
  const before = countOf(kit, table);
  const times = kit.qtest.stats.strikesOf(fault);
  kit.qtest.behaviour.faults = kit.qtest.behaviour.faults.filter((one) => one !== fault);
  await waitFor(() => countOf(kit, table) === before + times, { what: `${times} late ${table}` });
}

type Late = { readonly key: HandlerKey; readonly table: keyof TargetProject; readonly fault: Fault };

/** A pipeline in which the writes of each fault land right before the first call of its handler. */
async function openLandingBefore(all: readonly Late[]): Promise<Pipeline> {
  const landing = new Map<Late, Promise<void>>();
  const kit = await open({
    wrap: (handlers) =>
      wrapHandlers(handlers, async (handler, context) => {
        const late = all.find(({ key }) => key === keyOf(context));
        const landed = late && (landing.get(late) ?? land(kit, late.table, late.fault));
        if (late && landed) landing.set(late, landed);
        await landed;
        return handler(context);
      }),
  });
  kit.qtest.behaviour.faults = all.map(({ fault }) => fault);
  return kit;
}

const keyOf = ({ batch: { phase, entityType, kind } }: BatchContext): string =>
  `${phase}/${entityType}/${kind}`;

/** In the order in which a run makes these writes. */
const WRITES = [
  ['/projects/1/modules', 'modules'],
  ['/projects/1/test-cases$', 'testCases'],
  ['/projects/1/test-runs\\?', 'testRuns'],
  ['/test-logs$', 'testLogs'],
  ['/blob-handles$', 'attachments'],
] as const;

test('whatever lands when nine tenths of the settle time are over is there once: modules, cases, runs, logs and files', async () => {
  await using kit = await open();
  const runId = await kit.api.startRun(await kit.migrateTo(1));
  for (const [path, table] of WRITES) {
    const fault = lost(path);
    kit.qtest.behaviour.faults = [fault];
    await kit.api.waitForRun(runId, () => kit.qtest.stats.strikesOf(fault) === 2);
    const sinceMs = kit.clock.now().getTime();
    // Long enough that a loader which trusts a single search would send the write again.
    await kit.api.waitForRun(runId, () => kit.clock.now().getTime() > sinceMs + SETTLE_MS / 6);
    kit.clock.advance(sinceMs + 0.9 * SETTLE_MS - kit.clock.now().getTime());
    await land(kit, table, fault);
  }

  const run = await kit.api.waitForRun(runId);

  expect(run.state).toBe('completed');
  expect(toComparable(kit.targetProject(1), began)).toEqual(undisturbed);
});

test('a write that never lands is sent again, once nothing of it can land any more', async () => {
  await using kit = await open();
  const fault: Fault = { kind: 'reset-before', method: 'POST', path: '/projects/1/test-cases$', times: 2 };
  kit.qtest.behaviour.faults = [fault];

  const run = await runMigration(kit, 1);

  expect(kit.qtest.stats.strikesOf(fault)).toBe(2);
  expect(run.state).toBe('completed');
  expect(toComparable(kit.targetProject(1), began)).toEqual(undisturbed);
});

test('cases, runs and files that land even later are found before the run ends, and taken away again', async () => {
  const late: readonly Late[] = [
    { key: 'load/test_case/finish', table: 'testCases', fault: lost('/projects/1/test-cases$') },
    { key: 'load/test_execution/finish', table: 'testRuns', fault: lost('/projects/1/test-runs\\?') },
    { key: 'load/attachment/finish', table: 'attachments', fault: lost('/blob-handles$') },
  ];
  await using kit = await openLandingBefore(late);

  const run = await runMigration(kit, 1);

  expect(late.map(({ fault }) => kit.qtest.stats.strikesOf(fault))).toEqual([2, 2, 2]);
  expect(run.state).toBe('completed');
  expect(toComparable(kit.targetProject(1), began)).toEqual(undisturbed);
});

test('a log that is there twice cannot be taken away, so its execution fails and says so', async () => {
  const fault = lost('/test-logs$', 1);
  await using kit = await openLandingBefore([
    { key: 'load/test_execution/finish', table: 'testLogs', fault },
  ]);

  const run = await runMigration(kit, 1, ['extract', 'transform', 'load']);

  expect(kit.qtest.stats.strikesOf(fault)).toBe(1);
  expect(run.state).toBe('completed_with_failures');
  expect(await listFailures(kit, run)).toMatchObject([
    { entityType: 'test_execution', phase: 'load', code: 'double_on_target' },
  ]);
});

test('a run that is cancelled with writes on their way is over when they have landed, and nothing begins before', async () => {
  await using kit = await open();
  const fault: Fault = { kind: 'held', method: 'POST', path: '/projects/1/test-cases$' };
  kit.qtest.behaviour.faults = [fault];
  const migrationId = await kit.migrateTo(1);
  const runId = await kit.api.startRun(migrationId);
  const over = kit.api.waitForRun(runId);
  await waitFor(() => kit.qtest.stats.strikesOf(fault) > 1, { what: 'creates to be held' });

  await kit.api.post(`/v1/runs/${runId}/cancel`);
  const during = await kit.api.get<{ state: string }>(`/v1/runs/${runId}`);
  await expect(kit.api.startRun(migrationId)).rejects.toThrow('run_in_progress');
  await expect(rollBack(kit, migrationId)).rejects.toThrow('run_in_progress');
  kit.qtest.behaviour.faults = [];
  const cancelled = await over;
  const again = await kit.api.run(migrationId);

  expect(during.state).toBe('cancelling');
  expect(cancelled.state).toBe('cancelled');
  expect(again.state).toBe('completed');
  expect(toComparable(kit.targetProject(1), began)).toEqual(undisturbed);
});

test('a rollback after a cancel finds what landed late', async () => {
  await using kit = await open();
  const fault = lost('/projects/1/modules', 1);
  kit.qtest.behaviour.faults = [fault];
  const migrationId = await kit.migrateTo(1);
  const runId = await kit.api.startRun(migrationId);
  await kit.api.waitForRun(runId, () => kit.qtest.stats.strikesOf(fault) === 1);

  await kit.api.post(`/v1/runs/${runId}/cancel`);
  const during = await kit.api.get<{ state: string }>(`/v1/runs/${runId}`);
  kit.clock.advance(0.9 * SETTLE_MS);
  await land(kit, 'modules', fault);
  const cancelled = await kit.api.waitForRun(runId);
  const undone = await rollBack(kit, migrationId);

  expect(during.state).toBe('cancelling');
  expect(cancelled.state).toBe('cancelled');
  expect(undone.state).toBe('completed');
  expect(JSON.stringify(kit.qtest.state())).toBe(untouched);
});
