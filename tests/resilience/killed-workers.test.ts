import type { StagePhase } from '@z2q/contracts';
import type { ServiceName } from '@z2q/test-kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openScenario, type Scenario } from '../scenario/open-scenario.ts';
import { RUN_TIMEOUT_MS, runMigration } from '../scenario/run-migration.ts';
import { smallData } from '../scenario/small-data.ts';
import { type Comparable, toComparable } from '../scenario/to-comparable.ts';
import { waitUntilAtWork } from '../scenario/wait-until-at-work.ts';

const began = new Date();
let scenario: Scenario;
let undisturbed: Comparable;

beforeAll(async () => {
  scenario = await openScenario({ data: smallData(), projects: 6 });
  await runMigration(scenario, 1);
  undisturbed = toComparable(scenario.targetProject(1), began);
  scenario.zephyr.behaviour.latencyMs = 30;
  scenario.qtest.behaviour.latencyMs = 30;
});
afterAll(() => scenario[Symbol.asyncDispose]());

test.each<{ service: ServiceName; phase: StagePhase; projectId: number }>([
  { service: 'extractor', phase: 'extract', projectId: 2 },
  { service: 'transformer', phase: 'transform', projectId: 3 },
  { service: 'loader', phase: 'load', projectId: 4 },
  { service: 'validator', phase: 'validate', projectId: 5 },
  { service: 'control-api', phase: 'load', projectId: 6 },
])('a run completes when the $service is killed while it works, and started again', async (given) => {
  const { service, phase, projectId } = given;
  const { api, stack } = scenario;
  const runId = await api.startRun(await scenario.migrateTo(projectId));
  await waitUntilAtWork(scenario, runId, phase);

  const [victim] = stack.processes.filter(({ name }) => name === service).slice(-1);
  await victim?.end('SIGKILL');
  stack.start(service);
  const run = await api.waitForRun(runId, undefined, RUN_TIMEOUT_MS);

  expect(run).toMatchObject({ state: 'completed', recommendedAction: null });
  expect(toComparable(scenario.targetProject(projectId), began)).toEqual(undisturbed);
});
