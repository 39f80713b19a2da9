import { toExecutedSteps } from '../executed-steps.ts';
import type { ZephyrCase, ZephyrStep } from '../zephyr-case.ts';
import type { ZephyrCycle, ZephyrExecution, ZephyrStepResult } from '../zephyr-run.ts';
import type { CorpusNames } from './corpus-names.ts';
import type { CorpusCycle, CorpusExecution } from './corpus-records.ts';

export const toCorpusCycle = (
  record: CorpusCycle,
  names: CorpusNames,
  nextId: () => number,
): ZephyrCycle => ({
  id: record.id ?? nextId(),
  key: record.key,
  name: record.name,
  updatedOn: record.plannedStartDate,
  description: record.description,
  statusId: names.statusId('TEST_CYCLE', record.statusName),
  folderId: record.folderId,
  jiraVersionId: null,
  plannedStartDate: record.plannedStartDate,
  plannedEndDate: record.plannedEndDate,
  ownerAccountId: record.ownerId,
  customFields: {},
  issueLinks: [],
  webLinks: [],
});

export type CorpusExecutionDeps = {
  readonly names: CorpusNames;
  readonly nextId: () => number;
  readonly caseOf: (key: string) => ZephyrCase | undefined;
  readonly cycleIdOf: (key: string) => number | undefined;
};

export const toCorpusExecution = (record: CorpusExecution, deps: CorpusExecutionDeps): ZephyrExecution => ({
  id: deps.nextId(),
  key: record.key,
  testCaseKey: record.testCaseKey,
  version: 1,
  cycleId: record.testCycleKey === null ? null : (deps.cycleIdOf(record.testCycleKey) ?? null),
  environmentId: deps.names.environmentId(record.environmentName),
  jiraVersionId: null,
  statusId: deps.names.statusId('TEST_EXECUTION', record.statusName),
  updatedOn: record.actualEndDate,
  actualEndDate: record.actualEndDate,
  estimatedTimeMs: null,
  executionTimeMs: record.executionTime,
  executedById: record.executedById,
  assignedToId: record.assignedToId,
  comment: record.comment,
  automated: record.automated,
  customFields: {},
  issueLinks: deps.names.issueLinks(record.issueLinks),
  stepResults: toStepResults(record, deps),
});

/** Texts come from the steps of the case. Its calls are expanded unless it has as many steps as there are results. */
function toStepResults(record: CorpusExecution, deps: CorpusExecutionDeps): ZephyrStepResult[] {
  const results = record.testScriptResults ?? [];
  const testCase = deps.caseOf(record.testCaseKey);
  if (results.length === 0 || testCase === undefined) return [];
  const own: readonly ZephyrStep[] = testCase.script.type === 'steps' ? testCase.script.steps : [];
  const steps = results.length === own.length ? own : toExecutedSteps(testCase, deps.caseOf);
  return results.map((statusName, at) => ({
    id: deps.nextId(),
    ...toTexts(steps[at]),
    actualResult: null,
    testDataRowNumber: null,
    statusId: deps.names.statusId('TEST_EXECUTION', statusName),
  }));
}

const toTexts = (step: ZephyrStep | undefined) =>
  step?.kind === 'inline'
    ? { description: step.description, testData: step.testData, expectedResult: step.expectedResult }
    : { description: null, testData: null, expectedResult: null };
