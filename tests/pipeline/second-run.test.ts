import type { EntityType } from '@z2q/contracts';
import type { ZephyrCase, ZephyrProject } from '@z2q/sandbox';
import { expect, test } from 'vitest';
import { type Migrated, openMigrated } from '../kit/open-migrated.ts';
import { everyKindOnce } from '../scenario/every-kind.ts';
import type { TargetProject } from '../scenario/open-stand-ins.ts';

test('the same migration run again writes nothing, and once more it brings what has changed', async () => {
  await using kit = await openMigrated({ data: everyKindOnce(), loaders: 2 });

  await expectNothingWritten(kit);
  await expectChangesBrought(kit);
});

/** Expects that every record counts as unchanged. */
async function expectNothingWritten(kit: Migrated): Promise<void> {
  const before = JSON.stringify(kit.targetProject(1));
  kit.qtest.stats.reset();

  const run = await kit.runAgain();

  const writes = Object.keys(kit.qtest.stats.snapshot()).filter((route) => !/^GET|\/search$/.test(route));
  expect(JSON.stringify(kit.targetProject(1))).toBe(before);
  expect(writes).toEqual([]);
  expect(run.state).toBe('completed');
  for (const [type, count] of Object.entries(countsOf(kit.source)))
    expect(run.counts[type as EntityType]).toMatchObject({
      unchanged: count,
      created: 0,
      updated: 0,
      vanished: 0,
    });
}

/** Expects that a changed case is updated, a new one is created, and a deleted one stays and is counted. */
async function expectChangesBrought(kit: Migrated): Promise<void> {
  const { source } = kit;
  const [changed, copied] = source.cases.filter(hasNoFiles(source)) as [ZephyrCase, ZephyrCase];
  const deleted = source.cases.findLast(isUsedByNobody(source)) as ZephyrCase;
  const before = kit.targetProject(1);
  changed.objective = 'A new objective, written after the first migration.';
  const kept = source.cases.filter((testCase) => testCase !== deleted);
  source.cases = [...kept, copyOf(copied, `${source.key}-T9001`)];

  const run = await kit.runAgain();

  const after = kit.targetProject(1);
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
}

const countsOf = (source: ZephyrProject): Partial<Record<EntityType, number>> => ({
  folder: source.folders.length,
  test_case: source.cases.length,
  test_cycle: source.cycles.length,
  test_plan: source.plans.length,
  test_execution: source.executions.length,
  attachment: source.attachments.length,
});

/** An update gives steps new ids, so files of steps move. */
const hasNoFiles =
  (source: ZephyrProject) =>
  ({ id }: ZephyrCase): boolean =>
    !source.attachments.some(({ owner }) => owner.ownerId === id);

/** Whether no execution, file or other case refers to a case. */
const isUsedByNobody = (source: ZephyrProject) => (testCase: ZephyrCase) => {
  const { key } = testCase;
  const isCalled = source.cases.some(
    ({ script }) =>
      script.type === 'steps' &&
      script.steps.some((step) => step.kind === 'call' && step.testCaseKey === key),
  );
  const isRun = source.executions.some(({ testCaseKey }) => testCaseKey === key);
  return !isCalled && !isRun && hasNoFiles(source)(testCase);
};

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

/** The project without the named cases. */
const othersThan = (project: TargetProject, keys: readonly string[]): TargetProject => ({
  ...project,
  testCases: project.testCases.filter((testCase) => !keys.some((key) => findCase(project, key) === testCase)),
});
