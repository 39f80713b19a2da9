import type { ZephyrCase, ZephyrInlineStep } from './zephyr-case.ts';

const DEEPEST_CALL = 10;

/** The steps that an execution of a case shows: calls to other tests are replaced by the steps they call. */
export function toExecutedSteps(
  testCase: ZephyrCase,
  caseOf: (key: string) => ZephyrCase | undefined,
  depth = 0,
): readonly ZephyrInlineStep[] {
  if (testCase.script.type !== 'steps' || depth > DEEPEST_CALL) return [];
  return testCase.script.steps.flatMap((step) => {
    if (step.kind === 'inline') return [step];
    const called = caseOf(step.testCaseKey);
    return called === undefined ? [] : toExecutedSteps(called, caseOf, depth + 1);
  });
}
