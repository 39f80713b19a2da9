import type { SourceTestCycle } from '@z2q/contracts';

export function aTestCycle(overrides: Partial<SourceTestCycle> = {}): SourceTestCycle {
  return {
    sourceId: '10',
    key: 'WEB-R1',
    name: 'Release 1.0',
    description: null,
    status: 'Done',
    folderId: null,
    jiraVersionId: null,
    plannedStart: '2024-03-04T08:00:00Z',
    plannedEnd: '2024-03-08T17:00:00Z',
    ownerAccountId: null,
    customFields: {},
    issueLinks: [],
    webLinks: [],
    planIds: [],
    oddMembers: [],
    ...overrides,
  };
}
