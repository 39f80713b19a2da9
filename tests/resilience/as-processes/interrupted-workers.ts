import type { CheckpointItem, RunView } from '@z2q/contracts';
import type { Fault } from '@z2q/sandbox';
import { waitFor } from '@z2q/test-kit';
import { beforeAll, expect, test } from 'vitest';
import { hasLongTests } from '../../kit/long-tests.ts';
import type { Scenario } from '../../scenario/open-scenario.ts';
import { RUN_TIMEOUT_MS } from '../../scenario/run-migration.ts';
import { endWaits, findBatch } from '../../scenario/store-file.ts';
import { waitUntilAtWork } from '../../scenario/wait-until-at-work.ts';
import { INTERRUPTIONS, type Interruptible, openInterruptible } from './interruption.ts';
import type { Processes } from './processes.ts';

const HAND_BACK_LIMIT_MS = 10_000;
/** Much less than the time after which a run tries by itself whether its token works again. */
const SOON_MS = 20_000;
/** More time than a test has. */
const LONG_PENALTY_S = 110;

export function testInterruptedWorkers(processes: () => Processes): void {
  let interruptible: Interruptible;

  beforeAll(async () => {
    interruptible = await openInterruptible(processes());
  });

  // Concurrently, because each waits until the lease of a dead worker runs out; each has a run of its own.
  test.concurrent.each(INTERRUPTIONS)(
    'a $service told to stop leaves no work in hand, one that is killed does, and the run completes all the same',
    async (given) => {
      const { scenario, undisturbed, contentsOf } = processes();
      const { service, projectId } = given;
      const runId = await interruptible.startRun(given);

      const { promise: exited, resolve: stop } = Promise.withResolvers<number | null>();
      const stopped = await interruptible.interrupt(given, runId, async (worker) =>
        stop(worker.end('SIGTERM')),
      );
      const exitCode = await exited;
      const leftByStopped = findBatch(scenario, stopped);
      scenario.stack.start(service);
      const killed = await interruptible.interrupt(given, runId, (worker) => worker.end('SIGKILL'));
      const leftByKilled = findBatch(scenario, killed);
      scenario.stack.start(service);
      const states = await interruptible.complete(given, runId);

      const finished = findBatch(scenario, killed);
      for (const { leaseOwner } of [stopped, killed]) expect(leaseOwner).toContain(service);
      expect(exitCode).toBe(0);
      expect(leftByStopped).toMatchObject({ leaseOwner: null, state: expect.stringMatching(/pending|done/) });
      expect(leftByKilled).toEqual(killed);
      expect(finished?.state).toBe('done');
      expect(finished?.attempts).toBeGreaterThan(killed.attempts);
      expect(new Set(states)).toEqual(new Set(['completed']));
      expect(contentsOf(projectId)).toEqual(undisturbed);
    },
  );

  test.runIf(hasLongTests)(
    'a run completes when the control API is killed meanwhile, and started again',
    async () => {
      const { scenario, undisturbed, contentsOf } = processes();
      const { api, stack } = scenario;
      const runId = await api.startRun(await scenario.migrateTo(6));
      await waitUntilAtWork(scenario, runId, 'load');

      await stack.newest('control-api').end('SIGKILL');
      const asked = await api.get(`/v1/runs/${runId}`).catch((error: Error) => error.message);
      stack.start('control-api');
      const run = await api.waitForRun(runId, undefined, RUN_TIMEOUT_MS);

      expect(asked).toBe('fetch failed');
      expect(run).toMatchObject({ state: 'completed', recommendedAction: null });
      expect(contentsOf(6)).toEqual(undisturbed);
    },
  );

  test.runIf(hasLongTests)(
    'a loader that waits for an answer, and for the end of a 429, hands its work back in ten seconds all the same',
    async () => {
      const { scenario, undisturbed, contentsOf } = processes();
      const { api, stack, qtest } = scenario;
      const unanswered: Fault = { kind: 'held', method: 'POST', path: '/projects/7/test-cases$' };
      const penalty: Fault = {
        kind: 'too-many-requests',
        retryAfter: LONG_PENALTY_S,
        path: '/projects/8/test-cases$',
        times: 1,
      };
      qtest.behaviour.faults = [unanswered, penalty];
      const hasStruck = (fault: Fault, what: string) =>
        waitFor(() => qtest.stats.strikesOf(fault), { what, timeoutMs: RUN_TIMEOUT_MS });
      const waiting = await api.startRun(await scenario.migrateTo(7));
      await hasStruck(unanswered, 'a create without an answer');
      const penalised = await api.startRun(await scenario.migrateTo(8));
      await hasStruck(penalty, 'the 429');
      const runIds = [waiting, penalised];
      const inHand = await Promise.all(runIds.map((runId) => listLoading(scenario, runId, 'active')));

      const askedAt = performance.now();
      const code = await stack.newest('loader').end('SIGTERM');
      const tookMs = performance.now() - askedAt;
      const left = await Promise.all(runIds.map((runId) => listLoading(scenario, runId, 'active')));
      const handedBack = await Promise.all(runIds.map((runId) => listLoading(scenario, runId, 'pending')));
      qtest.behaviour.faults = [];
      await processes().askRedis((client) => client.flushall());
      for (const runId of runIds) await endWaits(stack.dataDir, runId);
      stack.start('loader');
      const runs = await Promise.all(runIds.map((runId) => api.waitForRun(runId, undefined, RUN_TIMEOUT_MS)));

      expect(code).toBe(0);
      expect(tookMs).toBeLessThan(HAND_BACK_LIMIT_MS);
      for (const index of runIds.keys()) {
        expect(inHand[index]).not.toEqual([]);
        expect(left[index]).toEqual([]);
        expect(handedBack[index]).toEqual(expect.arrayContaining([...(inHand[index] ?? [])]));
      }
      expect(runs.map(({ state }) => state)).toEqual(['completed', 'completed']);
      for (const projectId of [7, 8]) expect(contentsOf(projectId)).toEqual(undisturbed);
    },
  );

  test.runIf(hasLongTests)(
    'a run paused for its token goes on as soon as a worker is started, without being resumed',
    async () => {
      const { scenario } = processes();
      const { api, stack, zephyr } = scenario;
      zephyr.behaviour.faults = [{ kind: 'token-expired' }];
      const runId = await api.startRun(await scenario.migrateTo(9), ['extract']);
      const paused = await api.waitForRun(runId, isPaused);

      zephyr.behaviour.faults = [];
      const started = stack.start('validator');
      const woken = await api.waitForRun(runId, (run) => !isPaused(run), SOON_MS);
      const run = await api.waitForRun(runId, undefined, RUN_TIMEOUT_MS);
      await started.end('SIGTERM');

      expect(paused.pauseReason).toBe('unauthorized');
      expect(woken.pauseReason).toBeNull();
      expect(run.state).toBe('completed');
    },
  );
}

const isPaused = ({ state }: RunView): boolean => state === 'paused';

/** Numbers of the batches of test cases in a state. */
async function listLoading(
  { api }: Scenario,
  runId: string,
  state: CheckpointItem['state'],
): Promise<readonly number[]> {
  const { items } = await api.get<{ items: readonly CheckpointItem[] }>(
    `/v1/runs/${runId}/checkpoints?limit=1000`,
  );
  return items
    .filter((item) => item.phase === 'load' && item.entityType === 'test_case' && item.state === state)
    .map(({ batch }) => batch);
}
