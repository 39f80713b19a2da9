import type { Workload } from './forecast-requests.ts';
import type { StepSample } from './sample-steps.ts';

/** Number of source records, by the totals of the listings. */
export type SourceTotals = {
  readonly folders: number;
  readonly testCases: number;
  readonly testCycles: number;
  readonly testPlans: number;
  readonly testExecutions: number;
};

/** Workload of a project that was only counted: each folder and record becomes an object, and each execution a run and a log. */
export function toListedWorkload({ folders, ...totals }: SourceTotals, sample: StepSample | null): Workload {
  const { testCases, testCycles, testPlans, testExecutions } = totals;
  return {
    ...totals,
    stepLists: sample && Math.round((sample.ofCase ?? 0) * testCases),
    resultLists: sample && Math.round((sample.ofExecution ?? 0) * testExecutions),
    recordFiles: null,
    stepFiles: null,
    toMake: {
      additions: null,
      places: folders + testPlans,
      suites: testCycles,
      testCases,
      testRuns: testExecutions,
      testLogs: testExecutions,
      shareOfFiles: 1,
    },
  };
}
