import type { SourceStep } from '@z2q/contracts';

type InlineStep = Extract<SourceStep, { kind: 'inline' }>;
type CallStep = Extract<SourceStep, { kind: 'call' }>;

export function aStep(overrides: Partial<InlineStep> = {}): InlineStep {
  return {
    kind: 'inline',
    stepId: null,
    description: 'Open the cart',
    testData: 'Two items',
    expectedResult: 'Both items are listed',
    customFields: {},
    reflectRef: null,
    ...overrides,
  };
}

/** A step that calls another test case. */
export function aCallStep(overrides: Partial<CallStep> = {}): CallStep {
  return { kind: 'call', stepId: null, testCaseKey: 'WEB-T2', parameters: [], ...overrides };
}

/** This many different steps, numbered from 1. */
export function someSteps(count: number): readonly InlineStep[] {
  return Array.from({ length: count }, (_, index) =>
    aStep({
      stepId: String(index + 1),
      description: `Do ${index + 1}`,
      testData: `Data ${index + 1}`,
      expectedResult: `See ${index + 1}`,
    }),
  );
}
