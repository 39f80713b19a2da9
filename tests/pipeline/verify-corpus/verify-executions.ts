import type { TargetProject } from '../../scenario/open-stand-ins.ts';
import type { CorpusExecution, CorpusProject } from './corpus.ts';
import { exactlyOnce } from './exactly-once.ts';
import { readField, shows, stampOf } from './readable-text.ts';
import { STATUS_ON_TARGET } from './status-on-target.ts';
import { keyOfCase } from './verify-cases.ts';
import { keyOfSuite } from './verify-cycles.ts';
import { verifyStepResults } from './verify-step-results.ts';

type TargetLog = TargetProject['testLogs'][number];
type TargetRun = TargetProject['testRuns'][number];

const NOT_EXECUTED = 'Not Executed';

export const keyOfLog = (log: TargetLog): string => stampOf(log.note) ?? `without a key (${log.pid})`;

/**
 * There must be one run for each case, cycle and environment, with one log for each execution that was run.
 */
export function verifyExecutions(
  { executions, cases }: CorpusProject,
  project: TargetProject,
): readonly string[] {
  const placeOf = createPlaceOf(project);
  const runs = new Map(project.testRuns.map((run) => [run.id, run]));
  const logs = new Map(project.testLogs.map((log) => [keyOfLog(log), log]));
  const stepCounts = new Map(cases.map(({ key, steps }) => [key, steps?.length ?? 1]));
  const executed = executions.filter(({ statusName }) => statusName !== NOT_EXECUTED);
  const faults = executed.flatMap((execution) => {
    const log = logs.get(execution.key);
    const run = log && runs.get(log.runId);
    if (!log || !run) return [];
    const found = [
      ...(placeOf(run) === placeInSource(execution) ? [] : ['is in another run']),
      ...verifyLog(execution, log, run),
      ...verifyStepResults(execution, log, stepCounts.get(execution.testCaseKey) ?? 0),
    ];
    return found.map((fault) => `${execution.key} ${fault}`);
  });
  return [
    ...exactlyOnce('run', executions.map(placeInSource), project.testRuns.map(placeOf)),
    ...exactlyOnce(
      'execution',
      executed.map(({ key }) => key),
      project.testLogs.map(keyOfLog),
    ),
    ...faults,
  ];
}

const toPlace = (cycle: string, testCase: string, environment: string | null): string =>
  `${cycle} / ${testCase} / ${environment ?? ''}`;

const placeInSource = (execution: CorpusExecution): string =>
  toPlace(execution.testCycleKey, execution.testCaseKey, execution.environmentName);

function createPlaceOf({ testSuites, testCases }: TargetProject): (run: TargetRun) => string {
  const suites = new Map(testSuites.map((suite) => [suite.id, keyOfSuite(suite)]));
  const cases = new Map(testCases.map((testCase) => [testCase.id, keyOfCase(testCase)]));
  return ({ container, caseId, properties }) =>
    toPlace(suites.get(container.id) ?? '?', cases.get(caseId) ?? '?', readField(properties, 'Environment'));
}

function verifyLog(source: CorpusExecution, log: TargetLog, { name }: TargetRun): readonly string[] {
  const end = Date.parse(source.actualEndDate ?? '');
  const start = end - Math.round((source.executionTime ?? 0) / 1_000) * 1_000;
  const shown = { properties: log.properties, text: log.note };
  const lacks = (label: string, value: string | null): boolean =>
    value !== null && !shows(shown, label, value);
  return [
    ...(name === '' ? ['has a run without a name'] : []),
    ...(log.status === STATUS_ON_TARGET[source.statusName] ? [] : [`has the status ${log.status}`]),
    ...(Date.parse(log.end) === end ? [] : [`ends at ${log.end}`]),
    ...(Date.parse(log.start) === start ? [] : [`starts at ${log.start}`]),
    ...(log.note.startsWith(source.comment ?? '') ? [] : ['has another comment']),
    ...(log.status !== source.statusName && lacks('Status in Zephyr', source.statusName)
      ? ['does not show its status in Zephyr']
      : []),
    ...(lacks('Executed by', source.executedById) ? ['does not show who executed it'] : []),
    ...(lacks('Assigned to', source.assignedToId) ? ['does not show whom it was assigned to'] : []),
  ];
}
