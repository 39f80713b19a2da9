import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Fault } from '@z2q/sandbox';
import { waitFor } from '@z2q/test-kit';
import { expect, test } from 'vitest';
import { RUN_TIMEOUT_MS } from '../../scenario/run-migration.ts';
import { findBatch, whileInHand } from '../../scenario/store-file.ts';
import type { Processes } from './processes.ts';

/** How many creates the loader has in flight at a time. */
const CREATES_AT_ONCE = 2;

export function testRacingLoaders(processes: () => Processes): void {
  test('a loader frozen over a batch of cases and one of executions creates nothing more when it thaws', async () => {
    const { scenario, undisturbed, contentsOf } = processes();
    const { api, stack, qtest } = scenario;
    await stack.newest('loader').end('SIGTERM');
    const frozen = stack.start('loader', {
      QTEST_CONCURRENCY: String(CREATES_AT_ONCE),
      // No create may time out and be sent again while others are still to be held.
      HTTP_TIMEOUT_MS: '120000',
    });
    const heldCases: Fault = { kind: 'held', method: 'POST', path: '/projects/12/test-cases$' };
    const heldRuns: Fault = { kind: 'held', method: 'POST', path: '/projects/13/test-runs$' };
    qtest.behaviour.faults = [heldCases, heldRuns];
    const isHeld = (fault: Fault): boolean => qtest.stats.strikesOf(fault) === CREATES_AT_ONCE;
    const start = async (projectId: number): Promise<string> =>
      api.startRun(await scenario.migrateTo(projectId, { batchSize: 20 }));
    // One after the other: the many batches of executions would leave no room for those of cases.
    const ofCases = await start(12);
    await waitFor(() => isHeld(heldCases), { what: 'creates of cases to be held', timeoutMs: 60_000 });
    const ofExecutions = await start(13);
    const runIds = [ofCases, ofExecutions];

    // All requests in flight are creates that the target has applied. So none is about to be sent, where the
    // lost lease could no longer stop it.
    const isReady = (): boolean => [heldCases, heldRuns].every(isHeld);
    const cases = await whileInHand(
      scenario,
      { runId: ofCases, phase: 'load', entityType: 'test_case', isReady },
      () => freeze(frozen.pid),
    );
    const executions = await whileInHand(
      scenario,
      { runId: ofExecutions, phase: 'load', entityType: 'test_execution' },
      async () => undefined,
    );
    qtest.behaviour.faults = [];
    stack.start('loader');
    const takenOver = [cases, executions].map((batch) =>
      waitFor(() => findBatch(scenario, batch)?.state === 'done', {
        what: 'another loader to finish the batch',
        timeoutMs: 60_000,
      }),
    );
    await Promise.all(takenOver);
    const finished = [cases, executions].map((batch) => findBatch(scenario, batch));
    process.kill(frozen.pid, 'SIGCONT');
    const runs = await Promise.all(runIds.map((runId) => api.waitForRun(runId, undefined, RUN_TIMEOUT_MS)));
    await frozen.end('SIGTERM');

    expect(executions.leaseOwner?.split('/')[0]).toBe(cases.leaseOwner?.split('/')[0]);
    expect(finished.map((batch) => batch?.attempts)).toEqual([2, 2]);
    expect(runs.map(({ state }) => state)).toEqual(['completed', 'completed']);
    for (const projectId of [12, 13]) expect(contentsOf(projectId)).toEqual(undisturbed);
  });

  test('four loaders with tiny batches create each record once', async () => {
    const { scenario, undisturbed, contentsOf } = processes();
    const { api, stack } = scenario;
    const others = [stack.newest('loader'), stack.start('loader'), stack.start('loader')];
    stack.start('loader');

    const migrationId = await scenario.migrateTo(14, { batchSize: 2 });
    const run = await api.run(migrationId, { timeoutMs: RUN_TIMEOUT_MS });

    await Promise.all(others.map((loader) => loader.end('SIGTERM')));
    expect(run.state).toBe('completed');
    expect(contentsOf(14)).toEqual(undisturbed);
  });
}

async function freeze(pid: number): Promise<void> {
  process.kill(pid, 'SIGSTOP');
  const isStopped = async (): Promise<boolean> => {
    const { stdout } = await promisify(execFile)('ps', ['-o', 'state=', '-p', String(pid)]);
    return stdout.startsWith('T');
  };
  await waitFor(isStopped, { what: 'the process to stand still' });
}
