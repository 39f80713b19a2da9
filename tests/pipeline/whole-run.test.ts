import type { CountsView, Phase, RunView } from '@z2q/contracts';
import type { ZephyrProject } from '@z2q/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPipeline, type Pipeline } from '../kit/open-pipeline.ts';
import { everyKind } from '../scenario/every-kind.ts';
import { listFailures } from '../scenario/list-failures.ts';
import { runMigration } from '../scenario/run-migration.ts';
import { toComparable } from '../scenario/to-comparable.ts';
import { readField } from './verify-corpus/readable-text.ts';

const PHASES: readonly Phase[] = ['extract', 'transform', 'load', 'validate'];
/** Added to an id, this gives an id that nothing else has. */
const NAMESAKE = 900_000;
const began = new Date();
const data = everyKind();
const [source] = data.projects;
const namesakes = addNamesakes(source);

let kit: Pipeline;
let whole: RunView;

beforeAll(async () => {
  kit = await openPipeline({ data, projects: 2, loaders: 2 });
  whole = await runMigration(kit, 1);
});
afterAll(() => kit[Symbol.asyncDispose]());

test('a run of all phases gets every record through all of them', async () => {
  const failures = await listFailures(kit, whole);

  expect(failures).toEqual([]);
  expect(whole.state).toBe('completed');
  expect(whole.counts).toMatchObject({
    folder: allThrough(source?.folders.length),
    test_case: allThrough(source?.cases.length),
    test_cycle: allThrough(source?.cycles.length),
    test_plan: allThrough(source?.plans.length),
    test_execution: allThrough(source?.executions.length),
    attachment: allThrough(source?.attachments.length),
  });
});

test('the target holds one object for each distinct source key', () => {
  const project = kit.targetProject(1);

  const caseKeys = project.testCases.map(({ versions }) => stampOf(versions.at(-1)?.description));
  const logKeys = project.testLogs.map(({ note }) => stampOf(note));

  const executed = source?.executions.filter((execution) => !isUnexecuted(execution.statusId)) ?? [];
  expect(caseKeys.sort()).toEqual(source?.cases.map(({ key }) => key).sort());
  expect(logKeys.sort()).toEqual(executed.map(({ key }) => key).sort());
  expect(project.testSuites).toHaveLength((source?.cycles.length ?? 0) + 1);
  expect(project.releases).toHaveLength(source?.plans.length ?? 0);
});

test('executions in two environments of one name are logged in two runs', () => {
  const { testLogs, testRuns } = kit.targetProject(1);

  const runs = new Map(testRuns.map((run) => [run.id, run]));
  const runOf = new Map(testLogs.map(({ note, runId }) => [stampOf(note), runs.get(runId)]));
  const theirs = namesakes.map((key) => runOf.get(key));

  expect(new Set(theirs.map((run) => run?.caseId)).size).toBe(1);
  expect(new Set(theirs.map((run) => readField(run?.properties, 'Environment'))).size).toBe(1);
  expect(new Set(theirs.map((run) => readField(run?.properties, 'Zephyr key'))).size).toBe(2);
});

test('the phases by themselves, one after another, give what one run of all gives', async () => {
  const migrationId = await kit.migrateTo(2);

  const states: string[] = [];
  for (const phase of PHASES) {
    const run = await kit.api.run(migrationId, { phases: [phase] });
    states.push(run.state);
  }

  expect(states).toEqual(PHASES.map(() => 'completed'));
  expect(toComparable(kit.targetProject(2), began)).toEqual(toComparable(kit.targetProject(1), began));
});

test('every checkpoint of a finished run is done', async () => {
  const { items } = await kit.api.get<{ items: { state: string; phase: string }[] }>(
    `/v1/runs/${whole.id}/checkpoints?limit=1000`,
  );

  expect(new Set(items.map(({ state }) => state))).toEqual(new Set(['done']));
  expect(new Set(items.map(({ phase }) => phase))).toEqual(new Set(PHASES));
});

const allThrough = (count = 0): Partial<CountsView> => ({
  source: count,
  extracted: count,
  transformed: count,
  loaded: count,
  verified: count,
  failed: 0,
  skipped: 0,
});

/**
 * Adds two executions of one case in one cycle, in two environments with the same name.
 * @returns their keys.
 */
function addNamesakes(project: ZephyrProject | undefined): readonly string[] {
  const [environment] = project?.environments ?? [];
  const execution = project?.executions.find(
    ({ environmentId, cycleId }) => cycleId !== null && environmentId === environment?.id,
  );
  if (!project || !environment || !execution) throw new RangeError('The data has too little in it');
  const namesake = { ...environment, id: environment.id + NAMESAKE };
  const other = {
    ...execution,
    id: execution.id + NAMESAKE,
    key: `${project.key}-E${NAMESAKE}`,
    environmentId: namesake.id,
  };
  project.environments.push(namesake);
  project.executions.push(other);
  return [execution.key, other.key];
}

const stampOf = (text: string | undefined): string | undefined =>
  text?.match(/\[zephyr ([^\]]+)\](?:<\/p>)?$/)?.[1];

const isUnexecuted = (statusId: number): boolean =>
  source?.statuses.find(({ id }) => id === statusId)?.name === 'Not Executed';
