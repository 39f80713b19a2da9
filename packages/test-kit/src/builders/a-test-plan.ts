import type { SourceTestPlan } from '@z2q/contracts';

export function aTestPlan(overrides: Partial<SourceTestPlan> = {}): SourceTestPlan {
  return {
    sourceId: '20',
    key: 'WEB-P1',
    name: 'Spring release',
    objective: 'Everything a shopper touches.',
    status: 'Approved',
    folderId: null,
    labels: [],
    ownerAccountId: null,
    customFields: {},
    issueLinks: [],
    webLinks: [],
    cycleIds: [],
    oddMembers: [],
    ...overrides,
  };
}
