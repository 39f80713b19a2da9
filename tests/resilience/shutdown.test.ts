import type { CheckpointItem } from '@z2q/contracts';
import type { Fault } from '@z2q/sandbox';
import { waitFor } from '@z2q/test-kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { RUN_TIMEOUT_MS } from '../scenario/run-migration.ts';
import { endWaits, findBatch, type StoredBatch } from '../scenario/store-file.ts';
import { INTERRUPTIONS, type Interruptible, openInterruptible } from './interruption.ts';

const HAND_BACK_LIMIT_MS = 10_000;
/** More than a test may take. */
const LONG_PENALTY_S = 110;

let interruptible: Interruptible;

beforeAll(async () => {
  interruptible = await openInterruptible(7);
});
afterAll(() => interruptible[Symbol.asyncDispose]());

test.concurrent.each(INTERRUPTIONS)(
  'a $service told to stop leaves no work in hand and exits 0',
  async (given) => {
    const { scenario, undisturbed } = interruptible;

    const { promise: stopped, resolve: stop } = Promise.withResolvers<number | null>();
    const inHand = await interruptible.interrupt(given, async (worker) => stop(worker.end('SIGTERM')));
    const code = await stopped;
    const left = findBatch(scenario, inHand);
    scenario.stack.start(given.service);
    const states = await interruptible.complete(given, inHand.runId);

    expect(inHand.leaseOwner).toContain(given.service);
    expect(code).toBe(0);
    expect(left).toMatchObject(given.held ? handedBack(inHand) : { state: 'done' });
    expect(findBatch(scenario, inHand)?.state).toBe('done');
    expect(new Set(states)).toEqual(new Set(['completed']));
    expect(interruptible.contentsOf(given.projectId)).toEqual(undisturbed);
  },
);

test('a loader that waits for an answer, and for the end of a 429, hands its work back in ten seconds all the same', async () => {
  const { scenario, undisturbed } = interruptible;
  const { api, stack, qtest } = scenario;
  const unanswered: Fault = { kind: 'held', method: 'POST', path: '/projects/6/test-cases$' };
  const penalty: Fault = {
    kind: 'too-many-requests',
    retryAfter: LONG_PENALTY_S,
    path: '/projects/7/test-cases$',
    times: 1,
  };
  qtest.behaviour.faults = [unanswered, penalty];
  const hasStruck = (fault: Fault, what: string) =>
    waitFor(() => qtest.stats.strikesOf(fault), { what, timeoutMs: RUN_TIMEOUT_MS });
  const waiting = await api.startRun(await scenario.migrateTo(6));
  await hasStruck(unanswered, 'a create without an answer');
  const penalised = await api.startRun(await scenario.migrateTo(7));
  await hasStruck(penalty, 'the 429');
  const inHand = await listInHand(waiting, penalised);

  const askedAt = performance.now();
  const code = await stack.processes.findLast(({ name }) => name === 'loader')?.end('SIGTERM');
  const tookMs = performance.now() - askedAt;
  const left = await listInHand(waiting, penalised);
  qtest.behaviour.faults = [];
  await stack.redis.empty();
  for (const runId of [waiting, penalised]) await endWaits(scenario, runId);
  stack.start('loader');
  const runs = await Promise.all(
    [waiting, penalised].map((runId) => api.waitForRun(runId, undefined, RUN_TIMEOUT_MS)),
  );

  expect(inHand.map(({ length }) => length > 0)).toEqual([true, true]);
  expect(code).toBe(0);
  expect(tookMs).toBeLessThan(HAND_BACK_LIMIT_MS);
  expect(left).toEqual([[], []]);
  expect(runs.map(({ state }) => state)).toEqual(['completed', 'completed']);
  for (const projectId of [6, 7]) expect(interruptible.contentsOf(projectId)).toEqual(undisturbed);
});

/** As it was before it was taken up. */
const handedBack = ({ attempts }: StoredBatch): Partial<StoredBatch> => ({
  state: 'pending',
  attempts: attempts - 1,
  leaseOwner: null,
});

/** Of each run, the batches that a loader has in hand. */
const listInHand = (...runIds: readonly string[]): Promise<readonly (readonly CheckpointItem[])[]> =>
  Promise.all(
    runIds.map(async (runId) => {
      const { items } = await interruptible.scenario.api.get<{ items: readonly CheckpointItem[] }>(
        `/v1/runs/${runId}/checkpoints?limit=1000`,
      );
      return items.filter(({ phase, state }) => phase === 'load' && state === 'active');
    }),
  );
