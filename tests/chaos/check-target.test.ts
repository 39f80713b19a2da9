import { databaseFile } from '@z2q/store';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openMigrated } from '../kit/open-migrated.ts';
import { openPipeline, type Pipeline } from '../kit/open-pipeline.ts';
import { everyKind } from '../scenario/every-kind.ts';
import type { TargetProject } from '../scenario/open-stand-ins.ts';
import type { Comparable } from '../scenario/to-comparable.ts';
import { checkTarget, type Findings, readMap, toContents } from './check-target.ts';
import { openProgressWatch } from './progress-watch.ts';

const began = new Date();
let kit: Pipeline;
let undisturbed: Comparable;
let project: TargetProject;

beforeAll(async () => {
  kit = await openMigrated({ data: everyKind() });
  undisturbed = toContents(kit.targetProject(1), began);
});
afterAll(() => kit[Symbol.asyncDispose]());
beforeEach(() => {
  project = structuredClone(kit.targetProject(1));
});

/** Findings for the real target with the members in `tampered` replaced. */
const check = (tampered: Partial<TargetProject>, map = readMap(databaseFile(kit.dataDir))): Findings => {
  const nothing = { ...project, modules: [], testCases: [], testCycles: [], testSuites: [], releases: [] };
  const before = { ...nothing, testRuns: [], testLogs: [], attachments: [] };
  return checkTarget({ project: { ...project, ...tampered }, before, ...map, undisturbed, began });
};

test('of a target on which all is well it says nothing', () => {
  expect(check({})).toEqual({ doubles: [], lost: [], other: [] });
});

test('a second object of a record is told', () => {
  const [first] = project.testCases;
  const testCases = [...project.testCases, ...(first ? [{ ...first, id: 987_654 }] : [])];

  const { doubles, other } = check({ testCases });

  expect(doubles).toEqual(['testCases 987654 is in no row of the id map']);
  expect(other).toMatchObject([expect.stringContaining('testCases got')]);
});

test('an object that is missing is told', () => {
  const { lost } = check({ testLogs: project.testLogs.slice(0, -1) });

  expect(lost).toMatchObject([
    expect.stringMatching(/^test_execution .* which is not there$/),
    expect.stringContaining('testLogs lost'),
  ]);
});

test('an object with other contents than it should have is told', () => {
  const modules = project.modules.map((module, at) => (at === 3 ? { ...module, name: 'Another' } : module));

  expect(check({ modules }).other).not.toEqual([]);
});

test('what the id map has not settled is told, and two records that are one object', () => {
  const { map } = readMap(databaseFile(kit.dataDir));
  const [one, two] = map.filter(({ entityType }) => entityType === 'test_case');
  const tampered = map.map((row) => {
    if (row === one) return { ...row, targetId: two?.targetId ?? null };
    return row.entityType === 'test_plan' ? { ...row, state: 'intent' } : row;
  });

  const { other } = check({}, { map: tampered, knownDoubles: 1 });

  expect(other).toEqual([
    expect.stringMatching(/^test_plan \d+ is still an intent$/),
    expect.stringMatching(/^test_plan \d+ is still an intent$/),
    expect.stringMatching(/^testCases \d+ is \d+ and \d+ at once$/),
    '1 doubles are known and still there',
  ]);
});

test('work that is due and that nobody does is told, but not where nobody is there to do it', async () => {
  await using idle = await openPipeline({ data: everyKind() });
  await idle.api.startRun(await idle.migrateTo(1));
  using progress = openProgressWatch(databaseFile(idle.dataDir), idle.clock.now);
  const lookAfter = (ms: number, isManned = true): void => {
    idle.clock.advance(ms);
    progress.look('a run', isManned);
  };

  lookAfter(0);
  lookAfter(50_000);
  lookAfter(50_000, false);
  lookAfter(50_000);
  expect(() => lookAfter(61_000)).toThrow('a run: work is due, and nothing got on for 61 s');
});
