import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Fault } from '@z2q/sandbox';
import { type ServiceProcess, waitFor } from '@z2q/test-kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openScenario, type Scenario } from '../scenario/open-scenario.ts';
import { RUN_TIMEOUT_MS, runMigration } from '../scenario/run-migration.ts';
import { tinyData } from '../scenario/small-data.ts';
import { findBatch, whileInHand } from '../scenario/store-file.ts';
import { type Comparable, toComparable } from '../scenario/to-comparable.ts';

/** Creates of one project that a loader has on their way at once. */
const CREATES_AT_ONCE = 2;

const began = new Date();
let scenario: Scenario;
let alone: Comparable;

beforeAll(async () => {
  const env = { QTEST_CONCURRENCY: String(CREATES_AT_ONCE) };
  scenario = await openScenario({ data: tinyData(), projects: 4, env });
  await runMigration(scenario, 1);
  alone = toComparable(scenario.targetProject(1), began);
});
afterAll(() => scenario[Symbol.asyncDispose]());

test('a loader frozen over a batch of cases and one of executions creates nothing more when it thaws', async () => {
  const { api, stack, qtest } = scenario;
  const frozen = stack.processes.find(({ name }) => name === 'loader') as ServiceProcess;
  const heldCases: Fault = { kind: 'held', method: 'POST', path: '/projects/2/test-cases$' };
  const heldRuns: Fault = { kind: 'held', method: 'POST', path: '/projects/3/test-runs$' };
  qtest.behaviour.faults = [heldCases, heldRuns];
  const runIds = await Promise.all(
    [2, 3].map(async (projectId) => api.startRun(await scenario.migrateTo(projectId, { batchSize: 20 }))),
  );
  const [ofCases = '', ofExecutions = ''] = runIds;

  // With every place taken by a create that the target has, none is about to be sent: no lease can call that one back.
  const isReady = (): boolean =>
    [heldCases, heldRuns].every((fault) => qtest.stats.strikesOf(fault) === CREATES_AT_ONCE);
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
  const other = stack.start('loader');
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
  await other.end('SIGTERM');

  expect(executions.leaseOwner?.split('/')[0]).toBe(cases.leaseOwner?.split('/')[0]);
  expect(finished.map((batch) => batch?.attempts)).toEqual([2, 2]);
  expect(runs.map(({ state }) => state)).toEqual(['completed', 'completed']);
  for (const projectId of [2, 3])
    expect(toComparable(scenario.targetProject(projectId), began)).toEqual(alone);
});

test('four loaders with tiny batches create each record once', async () => {
  const { api, stack } = scenario;
  const others = [1, 2, 3].map(() => stack.start('loader'));

  const migrationId = await scenario.migrateTo(4, { batchSize: 2 });
  const run = await api.run(migrationId, { timeoutMs: RUN_TIMEOUT_MS });

  await Promise.all(others.map((loader) => loader.end('SIGTERM')));
  expect(run.state).toBe('completed');
  expect(toComparable(scenario.targetProject(4), began)).toEqual(alone);
});

async function freeze(pid: number): Promise<void> {
  process.kill(pid, 'SIGSTOP');
  const isStopped = async (): Promise<boolean> => {
    const { stdout } = await promisify(execFile)('ps', ['-o', 'state=', '-p', String(pid)]);
    return stdout.startsWith('T');
  };
  await waitFor(isStopped, { what: 'the process to stand still' });
}
