import type { EntityType } from '@z2q/contracts';
import type { ZephyrCase, ZephyrProject } from '@z2q/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openScenario, type Scenario, type TargetProject } from '../scenario/open-scenario.ts';
import { RUN_TIMEOUT_MS } from '../scenario/run-migration.ts';
import { smallData } from '../scenario/small-data.ts';

const data = smallData();
const source = data.projects[0] as ZephyrProject;

let scenario: Scenario;
let migrationId: string;

beforeAll(async () => {
  scenario = await openScenario({ data, loaders: 2 });
  migrationId = await scenario.migrateTo(1);
  await scenario.api.run(migrationId, { timeoutMs: RUN_TIMEOUT_MS });
});
afterAll(() => scenario[Symbol.asyncDispose]());

test('the same migration run again writes nothing and counts every record as unchanged', async () => {
  const before = JSON.stringify(scenario.targetProject(1));
  scenario.qtest.stats.reset();

  const run = await scenario.api.run(migrationId, { timeoutMs: RUN_TIMEOUT_MS });

  const writes = Object.keys(scenario.qtest.stats.snapshot()).filter(
    (route) => !/^GET|\/search$/.test(route),
  );
  expect(JSON.stringify(scenario.targetProject(1))).toBe(before);
  expect(writes).toEqual([]);
  expect(run.state).toBe('completed');
  for (const [type, count] of Object.entries(countsOfSource()))
    expect(run.counts[type as EntityType]).toMatchObject({
      unchanged: count,
      created: 0,
      updated: 0,
      vanished: 0,
    });
});

test('a changed case is updated in place, a new one is created, a deleted one is left and counted', async () => {
  const [changed, copied] = source.cases.filter(hasNoFiles) as [ZephyrCase, ZephyrCase];
  const deleted = source.cases.findLast(isUsedByNobody) as ZephyrCase;
  const before = scenario.targetProject(1);
  changed.objective = 'A new objective, written after the first migration.';
  const kept = source.cases.filter((testCase) => testCase !== deleted);
  source.cases = [...kept, copyOf(copied, `${source.key}-T9001`)];

  const run = await scenario.api.run(migrationId, { timeoutMs: RUN_TIMEOUT_MS });

  const after = scenario.targetProject(1);
  expect(run.state).toBe('completed');
  expect(run.counts.test_case).toMatchObject({
    source: source.cases.length,
    created: 1,
    updated: 1,
    unchanged: source.cases.length - 2,
    vanished: 1,
  });
  expect(findCase(after, `${source.key}-T9001`)).toBeDefined();
  expect(findCase(after, deleted.key)).toEqual(findCase(before, deleted.key));
  expect(findCase(after, changed.key)?.id).toBe(findCase(before, changed.key)?.id);
  expect(latestOf(findCase(after, changed.key))?.description).toContain(changed.objective);
  expect(othersThan(after, [changed.key, `${source.key}-T9001`])).toEqual(othersThan(before, [changed.key]));
});

const countsOfSource = (): Partial<Record<EntityType, number>> => ({
  folder: source.folders.length,
  test_case: source.cases.length,
  test_cycle: source.cycles.length,
  test_plan: source.plans.length,
  test_execution: source.executions.length,
  attachment: source.attachments.length,
});

/** An update gives steps new ids, so the files on them move. */
const hasNoFiles = ({ id }: ZephyrCase): boolean =>
  !source.attachments.some(({ owner }) => owner.ownerId === id);

/** No execution, file or other case refers to it. */
function isUsedByNobody(testCase: ZephyrCase): boolean {
  const { key } = testCase;
  const isCalled = source.cases.some(
    ({ script }) =>
      script.type === 'steps' &&
      script.steps.some((step) => step.kind === 'call' && step.testCaseKey === key),
  );
  return (
    !isCalled && hasNoFiles(testCase) && !source.executions.some(({ testCaseKey }) => testCaseKey === key)
  );
}

function copyOf(original: ZephyrCase, key: string): ZephyrCase {
  const id = 900_000_001;
  return {
    ...structuredClone(original),
    id,
    key,
    versionIds: [id + 1],
    name: 'Made after the first migration',
  };
}

type TargetCase = TargetProject['testCases'][number];

const latestOf = (testCase: TargetCase | undefined) => testCase?.versions.at(-1);
const findCase = (project: TargetProject, key: string): TargetCase | undefined =>
  project.testCases.find((testCase) => latestOf(testCase)?.description.endsWith(`[zephyr ${key}]</p>`));

/** Everything but the named cases. */
const othersThan = (project: TargetProject, keys: readonly string[]): TargetProject => ({
  ...project,
  testCases: project.testCases.filter((testCase) => !keys.some((key) => findCase(project, key) === testCase)),
});
