import { readTestCase } from './read-test-case.ts';
import { readTestCycle } from './read-test-cycle.ts';
import { readTestExecution } from './read-test-execution.ts';
import { readTestPlan } from './read-test-plan.ts';
import type { SourceClient } from './source-client.ts';

/** Conversions from answers of the Cloud API to the canonical model, for code that must not call the API. */
export type SourceReader = SourceClient['read'];

export const zephyrCloudReader: SourceReader = {
  testCase: readTestCase,
  testCycle: readTestCycle,
  testPlan: readTestPlan,
  testExecution: readTestExecution,
};
