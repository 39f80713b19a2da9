import type { SourceExecution, SourceStepResult } from '@z2q/contracts';

export type ExecutionOverrides = Partial<Omit<SourceExecution, 'stepResults'>> & {
  /** These step results, or this many passed ones. */
  readonly stepResults?: number | readonly SourceStepResult[];
};

export function anExecution({ stepResults = 2, ...overrides }: ExecutionOverrides = {}): SourceExecution {
  return {
    sourceId: '1000',
    key: 'WEB-E1',
    testCaseKey: 'WEB-T1',
    testCaseVersion: 1,
    cycleId: '10',
    environmentId: null,
    environment: null,
    status: 'Pass',
    isUnexecuted: false,
    actualEnd: '2024-03-05T10:15:30Z',
    executionTimeMs: 90_000,
    estimatedTimeMs: null,
    executedByAccountId: null,
    assignedToAccountId: null,
    comment: null,
    automated: false,
    jiraVersionId: null,
    customFields: {},
    issueLinks: [],
    stepResults: toStepResults(stepResults),
    oddMembers: [],
    ...overrides,
  };
}

export function aStepResult(overrides: Partial<SourceStepResult> = {}): SourceStepResult {
  return {
    stepResultId: null,
    description: 'Open the cart',
    testData: 'Two items',
    expectedResult: 'Both items are listed',
    actualResult: null,
    status: 'Pass',
    testDataRow: null,
    reflectRef: null,
    ...overrides,
  };
}

const toStepResults = (results: number | readonly SourceStepResult[]): readonly SourceStepResult[] =>
  typeof results === 'number'
    ? Array.from({ length: results }, (_, index) => aStepResult({ stepResultId: String(index + 1) }))
    : results;
