import type { CheckpointItem, RunView } from '@z2q/contracts';
import { type BatchContext, HandedBackError, type RequestObservation } from '@z2q/runtime';
import type { Fault } from '@z2q/sandbox';
import { LeaseLostError } from '@z2q/store';
import { waitFor } from '@z2q/test-kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPipeline, type Pipeline } from '../kit/open-pipeline.ts';
import { wrapHandlers } from '../kit/wrap-handlers.ts';
import { everyKindOnce } from '../scenario/every-kind.ts';
import { rollBack, startRollback } from '../scenario/roll-back.ts';
import { runMigration } from '../scenario/run-migration.ts';
import { endWaits } from '../scenario/store-file.ts';
import { type Comparable, toComparable } from '../scenario/to-comparable.ts';

/** A paused run tries at least this often whether its token works again. */
const LOOK_EVERY_MS = 60_000;

/** The default of `QTEST_WRITE_SETTLE_MS`. */
const SETTLE_MS = 60_000;

const began = new Date();
let kit: Pipeline;
let undisturbed: Comparable;
let strike = (_call: RequestObservation): void => undefined;
/** Called when a handler is done and its outcome is not stored yet. */
let beforeNoted = async (_context: BatchContext): Promise<void> => undefined;

beforeAll(async () => {
  kit = await openPipeline({
    data: everyKindOnce(),
    projects: 14,
    loaders: 2,
    onCall: (call) => strike(call),
    wrap: (handlers) =>
      wrapHandlers(handlers, async (handler, context) => {
        const outcome = await handler(context);
        await beforeNoted(context);
        return outcome;
      }),
  });
  await runMigration(kit, 1);
  undisturbed = toComparable(kit.targetProject(1), began);
});
afterAll(() => kit[Symbol.asyncDispose]());

test('a paused run writes nothing until it is resumed, and then completes', async () => {
  const { api } = kit;
  const runId = await api.startRun(await kit.migrateTo(2));

  const inHand = whileAtWork(runId, isCreateOfCase, () => api.post(`/v1/runs/${runId}/pause`));
  const paused = await api.waitForRun(runId, isPaused);
  const whenPaused = JSON.stringify(kit.targetProject(2));
  const meanwhile = await runMigration(kit, 6);
  const stillPaused = JSON.stringify(kit.targetProject(2));
  await api.post(`/v1/runs/${runId}/resume`);
  const run = await api.waitForRun(runId);

  expect(await inHand).not.toEqual([]);
  expect(paused).toMatchObject({ state: 'paused', pauseReason: 'operator' });
  expect(paused.recommendedAction).not.toBeNull();
  // Workers were not idle meanwhile: another run went from start to end.
  expect(meanwhile.state).toBe('completed');
  expect(stillPaused).toBe(whenPaused);
  expect(run.state).toBe('completed');
  expect(toComparable(kit.targetProject(2), began)).toEqual(undisturbed);
});

test('a cancelled run stays cancelled, and the next run of its migration brings the rest', async () => {
  const { api } = kit;
  const migrationId = await kit.migrateTo(3);
  const runId = await api.startRun(migrationId);

  const inHand = whileAtWork(runId, isCreateOfCase, () => api.post(`/v1/runs/${runId}/cancel`));
  const cancelled = await api.waitForRun(runId);
  const broughtBefore = kit.targetProject(3).testLogs.length;
  const next = await api.run(migrationId);

  expect(await inHand).not.toEqual([]);
  expect(cancelled.state).toBe('cancelled');
  expect(broughtBefore).toBeLessThan(kit.targetProject(3).testLogs.length);
  expect(next.state).toBe('completed');
  expect(toComparable(kit.targetProject(3), began)).toEqual(undisturbed);
  expect(await api.get<RunView>(`/v1/runs/${runId}`)).toMatchObject({ state: 'cancelled' });
});

test.each([
  { side: 'qtest', projectId: 4, moment: isCreateOfCase },
  { side: 'zephyr', projectId: 5, moment: isReadOfCases },
] as const)('an expired $side token pauses the run; it goes on once the token works', async (given) => {
  const { api } = kit;
  const { behaviour } = kit[given.side];
  const runId = await api.startRun(await kit.migrateTo(given.projectId));

  const inHand = whileAtWork(runId, given.moment, async () => {
    behaviour.faults = [{ kind: 'token-expired' }];
  });
  const paused = await api.waitForRun(runId, isPaused);
  behaviour.faults = [];
  await api.post(`/v1/runs/${runId}/resume`);
  const run = await api.waitForRun(runId);

  expect(await inHand).not.toEqual([]);
  expect(paused.pauseReason).toBe('unauthorized');
  expect(paused.recommendedAction).toContain('token');
  expect(run.state).toBe('completed');
  expect(run.counts.test_case?.failed).toBe(0);
  expect(toComparable(kit.targetProject(given.projectId), began)).toEqual(undisturbed);
});

test('files that went with their cases before a rollback was cancelled are put on the new ones', async () => {
  const { api } = kit;
  const migrationId = await kit.migrateTo(9);
  await api.run(migrationId);
  const rollbackId = await startRollback(kit, migrationId);

  const inHand = whileAtWork(rollbackId, isDeleteOfModule, () => api.post(`/v1/runs/${rollbackId}/cancel`));
  const rollback = await api.waitForRun(rollbackId);
  const left = kit.targetProject(9).testCases.length;
  const run = await api.run(migrationId);

  expect(await inHand).not.toEqual([]);
  expect(rollback.state).toBe('cancelled');
  expect(left).toBe(0);
  expect(run.state).toBe('completed');
  expect(toComparable(kit.targetProject(9), began)).toEqual(undisturbed);
});

test.each([
  { type: 'test_execution', projectId: 10, how: 'died' },
  { type: 'test_case', projectId: 11, how: 'died' },
  { type: 'folder', projectId: 12, how: 'died' },
  { type: 'test_execution', projectId: 13, how: 'handed its batch back' },
] as const)(
  'what a worker had deleted when it $how, in a rollback that is then cancelled, is made anew ($type)',
  async ({ type, projectId, how }) => {
    const { api } = kit;
    const before = toComparable(kit.targetProject(projectId), began);
    const migrationId = await kit.migrateTo(projectId);
    await api.run(migrationId);
    const rollbackId = await startRollback(kit, migrationId);
    const deaths: string[] = [];
    beforeNoted = async ({ batch }) => {
      if (batch.runId !== rollbackId || batch.entityType !== type || batch.kind !== 'records') return;
      deaths.push(type);
      await api.post(`/v1/runs/${rollbackId}/cancel`);
      throw how === 'died' ? new LeaseLostError(batch) : new HandedBackError('the run is not running');
    };
    const rollback = await api.waitForRun(rollbackId);
    beforeNoted = async () => undefined;

    const run = await api.run(migrationId);
    const again = toComparable(kit.targetProject(projectId), began);
    const undone = await rollBack(kit, migrationId);

    expect(deaths).not.toEqual([]);
    expect(rollback.state).toBe('cancelled');
    expect(run.state).toBe('completed');
    expect(again).toEqual(undisturbed);
    expect(undone.state).toBe('completed');
    expect(toComparable(kit.targetProject(projectId), began)).toEqual(before);
  },
);

test('a cancelled rollback is over only when what it may have deleted can be seen', async () => {
  const { api, clock, qtest } = kit;
  const runsLeft = () => kit.targetProject(14).testRuns.length;
  const migrationId = await kit.migrateTo(14);
  await api.run(migrationId);
  const made = runsLeft();
  const late: Fault = { kind: 'applied-late', method: 'DELETE', path: '/projects/14/test-runs/' };
  qtest.behaviour.faults = [late];
  const rollbackId = await startRollback(kit, migrationId);

  let lostAtMs = Number.POSITIVE_INFINITY;
  const inHand = whileAtWork(rollbackId, isDeleteOfRun, () => {
    lostAtMs = clock.now().getTime();
    return api.post(`/v1/runs/${rollbackId}/cancel`);
  });
  const rollback = await api.waitForRun(rollbackId);
  const lost = qtest.stats.strikesOf(late);
  qtest.behaviour.faults = [];
  await waitFor(() => runsLeft() === made - lost, { what: `${lost} late deletions` });
  const run = await api.run(migrationId);

  expect(await inHand).not.toEqual([]);
  expect(lost).toBeGreaterThan(0);
  expect(rollback.state).toBe('cancelled');
  expect(Date.parse(rollback.finishedAt ?? '') - lostAtMs).toBeGreaterThanOrEqual(SETTLE_MS);
  expect(run.state).toBe('completed');
  expect(toComparable(kit.targetProject(14), began)).toEqual(undisturbed);
});

test('runs stopped by an expired token go on by themselves when it works again, on either side', async () => {
  const { api, clock, dataDir, qtest, zephyr } = kit;
  qtest.behaviour.faults = [{ kind: 'token-expired', path: '/api/v3/projects/7' }];
  const stopped = await api.startRun(await kit.migrateTo(7));
  const pausedByTarget = await api.waitForRun(stopped, isPaused);
  zephyr.behaviour.faults = [{ kind: 'token-expired' }];
  const unread = await api.startRun(await kit.migrateTo(8));
  const pausedBySource = await api.waitForRun(unread, isPaused);

  qtest.behaviour.faults = [];
  zephyr.behaviour.faults = [];
  const now = clock.now().getTime();
  const waits = [await endWaits(dataDir, stopped, now), await endWaits(dataDir, unread, now)];
  const runs = [await api.waitForRun(stopped), await api.waitForRun(unread)];

  expect(pausedByTarget.pauseReason).toBe('unauthorized');
  expect(pausedBySource.pauseReason).toBe('unauthorized');
  expect(Math.max(...waits)).toBeLessThanOrEqual(LOOK_EVERY_MS);
  expect(runs.map(({ state }) => state)).toEqual(['completed', 'completed']);
});

const isPaused = ({ state }: RunView): boolean => state === 'paused';

type Moment = (call: RequestObservation) => boolean;

function isCreateOfCase({ method, route }: RequestObservation): boolean {
  return method === 'POST' && route.endsWith('/test-cases');
}

function isReadOfCases({ side, route }: RequestObservation): boolean {
  return side === 'source' && route.includes('/testcases');
}

const isDeleteOfRun = ({ method, route }: RequestObservation): boolean =>
  method === 'DELETE' && route.endsWith('/test-runs/{id}');

const isDeleteOfModule = ({ method, route }: RequestObservation): boolean =>
  method === 'DELETE' && route.endsWith('/modules/{id}');

/**
 * Acts once, as soon as a worker has the answer to a call for which `moment` is true.
 * @returns the batches of the run that were in hand then.
 */
async function whileAtWork(
  runId: string,
  moment: Moment,
  act: () => Promise<unknown>,
): Promise<readonly CheckpointItem[]> {
  const { promise: answered, resolve } = Promise.withResolvers<void>();
  strike = (call) => {
    if (moment(call)) resolve();
  };
  await answered;
  strike = () => undefined;
  const [{ items }] = await Promise.all([
    kit.api.get<{ items: readonly CheckpointItem[] }>(`/v1/runs/${runId}/checkpoints?limit=1000`),
    act(),
  ]);
  return items.filter(({ state }) => state === 'active');
}
