import { afterAll, beforeAll, expect, test } from 'vitest';
import { RUN_TIMEOUT_MS } from '../scenario/run-migration.ts';
import { findBatch } from '../scenario/store-file.ts';
import { waitUntilAtWork } from '../scenario/wait-until-at-work.ts';
import { INTERRUPTIONS, type Interruptible, openInterruptible } from './interruption.ts';

let interruptible: Interruptible;

beforeAll(async () => {
  interruptible = await openInterruptible(6);
});
afterAll(() => interruptible[Symbol.asyncDispose]());

// Side by side: a batch waits until its dead worker's lease runs out, and each has a run of its own.
test.concurrent.each(INTERRUPTIONS)(
  'a run completes when the $service is killed while it works, and started again',
  async (given) => {
    const { scenario, undisturbed } = interruptible;

    const interrupted = await interruptible.interrupt(given, (worker) => worker.end('SIGKILL'));
    const left = findBatch(scenario, interrupted);
    scenario.stack.start(given.service);
    const states = await interruptible.complete(given, interrupted.runId);

    const finished = findBatch(scenario, interrupted);
    expect(interrupted.leaseOwner).toContain(given.service);
    expect(left).toEqual(interrupted);
    expect(finished?.state).toBe('done');
    expect(finished?.attempts).toBeGreaterThan(interrupted.attempts);
    expect(new Set(states)).toEqual(new Set(['completed']));
    expect(interruptible.contentsOf(given.projectId)).toEqual(undisturbed);
  },
);

test('a run completes when the control API is killed meanwhile, and started again', async () => {
  const { scenario, undisturbed } = interruptible;
  const { api, stack } = scenario;
  const runId = await api.startRun(await scenario.migrateTo(6));
  await waitUntilAtWork(scenario, runId, 'load');

  await stack.processes.findLast(({ name }) => name === 'control-api')?.end('SIGKILL');
  const asked = await api.get(`/v1/runs/${runId}`).catch((error: Error) => error.message);
  stack.start('control-api');
  const run = await api.waitForRun(runId, undefined, RUN_TIMEOUT_MS);

  expect(asked).toBe('fetch failed');
  expect(run).toMatchObject({ state: 'completed', recommendedAction: null });
  expect(interruptible.contentsOf(6)).toEqual(undisturbed);
});
