import type { SourceScript, SourceStep, SourceTestCase } from '@z2q/contracts';
import { someSteps } from './a-step.ts';

export type TestCaseOverrides = Partial<SourceTestCase> & {
  /** Shortcut for a steps script: these steps, or this many. */
  readonly steps?: number | readonly SourceStep[];
};

export function aTestCase({ steps = 2, ...overrides }: TestCaseOverrides = {}): SourceTestCase {
  return {
    sourceId: '1',
    key: 'WEB-T1',
    name: 'Pay by card',
    createdOn: '2024-03-01T09:30:00Z',
    objective: 'A shopper can pay by card.',
    precondition: 'The cart holds an item.',
    estimatedTimeMs: 60_000,
    labels: ['smoke'],
    component: null,
    priority: 'Normal',
    status: 'Approved',
    folderId: null,
    ownerAccountId: null,
    script: toScript(steps),
    customFields: {},
    issueLinks: [],
    webLinks: [],
    oddMembers: [],
    ...overrides,
  };
}

const toScript = (steps: number | readonly SourceStep[]): SourceScript => ({
  type: 'steps',
  steps: typeof steps === 'number' ? someSteps(steps) : steps,
});
