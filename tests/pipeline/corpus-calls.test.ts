import {
  loadCorpus,
  type ZephyrCase,
  type ZephyrData,
  type ZephyrExecution,
  type ZephyrProject,
  type ZephyrStep,
} from '@z2q/sandbox';
import { expect, test } from 'vitest';
import { openPipeline } from '../kit/open-pipeline.ts';

const { CORPUS_DIR } = process.env;
const UNEXECUTED = 605;
const RESULTS: ReadonlySet<string> = new Set(['Passed', 'Failed', 'Blocked']);

test.runIf(CORPUS_DIR)(
  'no step of a case that calls others is unexecuted inside a result, unless Zephyr says so',
  async () => {
    const data = onlyCalling(loadCorpus(CORPUS_DIR ?? ''));
    await using kit = await openPipeline({ data, loaders: 2 });

    const run = await kit.api.run(await kit.migrateTo(1, { attachments: 'none', batchSize: 100 }));

    const logs = kit.targetProject(1).testLogs.filter(({ status }) => RESULTS.has(status));
    const unsaid = notExecutedIn(data);
    const wrong = logs.filter(
      ({ note, stepLogs }) =>
        !unsaid.has(keyOf(note)) && stepLogs.some(({ statusId }) => statusId === UNEXECUTED),
    );
    expect(run.state).toBe('completed');
    expect(logs.length).toBeGreaterThan(200);
    expect(wrong.map(({ note }) => keyOf(note))).toEqual([]);
  },
  300_000,
);

const keyOf = (note: string): string => note.match(/\[zephyr ([^\]]+)\]<\/p>$/)?.[1] ?? '';

/** Keys of executions with a step whose status in Zephyr is "Not Executed". */
function notExecutedIn({ projects: [project] }: ZephyrData): ReadonlySet<string> {
  const open = project?.statuses.find(
    ({ name, statusType }) => name === 'Not Executed' && statusType === 'TEST_EXECUTION',
  );
  const executions = project?.executions ?? [];
  return new Set(
    executions
      .filter(({ stepResults }) => stepResults.some(({ statusId }) => statusId === open?.id))
      .map(({ key }) => key),
  );
}

/** Keeps the cases that call others, all that they call, and the executions of the calling cases. */
function onlyCalling({ projects: [project], ...rest }: ZephyrData): ZephyrData {
  if (!project) throw new RangeError('The corpus has no project');
  const byKey = new Map(project.cases.map((testCase) => [testCase.key, testCase]));
  const calling = new Set(project.cases.filter((one) => calledBy(one).length > 0).map(({ key }) => key));
  const needed = new Set(calling);
  for (const key of needed) {
    const testCase = byKey.get(key);
    for (const called of testCase ? calledBy(testCase) : []) needed.add(called);
  }
  const executions = project.executions
    .filter(({ testCaseKey }) => calling.has(testCaseKey))
    .map((execution) => ({ ...execution, stepResults: flattened(execution, byKey) }));
  const some: ZephyrProject = {
    ...project,
    cases: project.cases.filter(({ key }) => needed.has(key)),
    executions,
    attachments: [],
  };
  return { ...rest, projects: [some] };
}

/**
 * Step results in the form of Zephyr: instead of one for a call, one for each step that it calls. The corpus
 * has one for a call.
 */
function flattened(
  { testCaseKey, stepResults }: ZephyrExecution,
  byKey: ReadonlyMap<string, ZephyrCase>,
): ZephyrExecution['stepResults'] {
  const own = stepsOf(byKey.get(testCaseKey));
  return stepResults.flatMap((result, at) =>
    inlineSteps(own.slice(at, at + 1), byKey).map((step, part) => ({
      ...result,
      id: (result.id ?? 0) * 1000 + part,
      description: step.description,
      testData: step.testData,
      expectedResult: step.expectedResult,
    })),
  );
}

type Inline = Extract<ZephyrStep, { kind: 'inline' }>;

const stepsOf = (testCase: ZephyrCase | undefined): readonly ZephyrStep[] =>
  testCase?.script.type === 'steps' ? testCase.script.steps : [];

const inlineSteps = (
  steps: readonly ZephyrStep[],
  byKey: ReadonlyMap<string, ZephyrCase>,
): readonly Inline[] =>
  steps.flatMap((step) =>
    step.kind === 'inline' ? [step] : inlineSteps(stepsOf(byKey.get(step.testCaseKey)), byKey),
  );

const calledBy = ({ script }: ZephyrCase): readonly string[] =>
  script.type === 'steps'
    ? script.steps.flatMap((step) => (step.kind === 'call' ? [step.testCaseKey] : []))
    : [];
