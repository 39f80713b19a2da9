import { DatabaseSync } from 'node:sqlite';
import type { CheckpointItem } from '@z2q/contracts';
import { databaseFile } from '@z2q/store';
import { type ServiceProcess, waitFor } from '@z2q/test-kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openScenario, type Scenario } from '../scenario/open-scenario.ts';
import { RUN_TIMEOUT_MS } from '../scenario/run-migration.ts';
import { smallData } from '../scenario/small-data.ts';
import { type Comparable, toComparable } from '../scenario/to-comparable.ts';
import { waitUntilAtWork } from '../scenario/wait-until-at-work.ts';

const began = new Date();
let scenario: Scenario;
let alone: Comparable;

beforeAll(async () => {
  scenario = await openScenario({ data: smallData(), projects: 4, env: { QTEST_CONCURRENCY: '2' } });
  await scenario.api.run(await scenario.migrateTo(1), { timeoutMs: RUN_TIMEOUT_MS });
  alone = toComparable(scenario.targetProject(1), began);
});
afterAll(() => scenario[Symbol.asyncDispose]());

test.each([
  { entityType: 'test_case', projectId: 2 },
  { entityType: 'test_execution', projectId: 3 },
])('a loader frozen over a batch of $entityType creates nothing more when it thaws', async (given) => {
  const { api, stack } = scenario;
  const frozen = stack.processes.find(({ name }) => name === 'loader') as ServiceProcess;
  const runId = await api.startRun(await scenario.migrateTo(given.projectId, { batchSize: 20 }));
  const held = await waitUntilAtWork(scenario, runId, 'load', given.entityType);

  await freeze(frozen);
  const other = stack.start('loader');
  await waitUntilDone(runId, held);
  process.kill(frozen.pid, 'SIGCONT');
  const run = await api.waitForRun(runId, undefined, RUN_TIMEOUT_MS);
  await other.end('SIGTERM');

  expect(run.state).toBe('completed');
  expect(toComparable(scenario.targetProject(given.projectId), began)).toEqual(alone);
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

const SLOW_MS = 400;
/** By then a request is on its way; before it has an answer. */
const ON_ITS_WAY_MS = 100;

/**
 * Stops a process whose creates are all with the target, and that holds no write lock: one stopped inside a transaction
 * would keep it from everybody, and a create not yet sent is one that no lease can call back.
 */
async function freeze({ pid }: ServiceProcess): Promise<void> {
  scenario.qtest.behaviour.latencyMs = SLOW_MS;
  const stopInMidRequest = (): boolean => {
    process.kill(pid, 'SIGSTOP');
    const ages = listIntentAges();
    const isInMidRequest = ages.length > 0 && ages.every((age) => age > ON_ITS_WAY_MS && age < SLOW_MS);
    if (!isInMidRequest) process.kill(pid, 'SIGCONT');
    return isInMidRequest;
  };
  await waitFor(stopInMidRequest, { what: 'the loader to wait for its creates', timeoutMs: 60_000 });
  scenario.qtest.behaviour.latencyMs = 0;
}

/** Milliseconds since each intent without an object; none while somebody holds the write lock. */
function listIntentAges(): readonly number[] {
  using database = new DatabaseSync(databaseFile(scenario.stack.dataDir));
  try {
    database.exec('begin immediate; rollback');
  } catch {
    return [];
  }
  const intents = database
    .prepare(`select intent_at from zephyr_to_qtest_id_map where state = 'intent'`)
    .all();
  return intents.map(({ intent_at: intentAt }) => Date.now() - Number(intentAt));
}

async function waitUntilDone(runId: string, held: CheckpointItem): Promise<void> {
  const isDone = async (): Promise<boolean> => {
    const { items } = await scenario.api.get<{ items: readonly CheckpointItem[] }>(
      `/v1/runs/${runId}/checkpoints?limit=1000`,
    );
    return items.some(
      ({ phase, entityType, batch, state }) =>
        phase === held.phase && entityType === held.entityType && batch === held.batch && state === 'done',
    );
  };
  await waitFor(isDone, { what: 'another loader to finish the batch', timeoutMs: 60_000 });
}
