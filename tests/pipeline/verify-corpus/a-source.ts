import type { CorpusCase, CorpusProject } from './corpus.ts';

const CASE: CorpusCase = {
  key: 'P-T1',
  projectKey: 'P',
  name: 'Pay\nby card',
  folderId: 2,
  objective: 'Paying <em>works</em>',
  precondition: '<br>',
  priorityName: 'High',
  statusName: 'Active',
  labels: ['smoke', 'ui'],
  component: 'Cart',
  customFields: { Team: ['A, B', 'C'], Notes: 'x < y', Empty: '' },
  createdOn: '2024-01-02T03:04:05Z',
  steps: [
    {
      description: 'Open [~cart]',
      testData: 'Two items',
      expectedResult: 'It is open',
      customFields: {},
    },
    { testCaseKey: 'P-T9' },
  ],
  script: null,
};

/** A source project with one record of each kind. */
export const aSource = (): CorpusProject => ({
  key: 'P',
  componentIds: new Map([['Cart', 14]]),
  folders: [
    { id: 1, projectKey: 'P', name: 'Cart', parentId: null, folderType: 'TEST_CASE' },
    { id: 2, projectKey: 'P', name: 'Checkout', parentId: 1, folderType: 'TEST_CASE' },
    { id: 3, projectKey: 'P', name: '2026', parentId: null, folderType: 'TEST_CYCLE' },
  ],
  cases: [CASE],
  cycles: [
    {
      key: 'P-R1',
      projectKey: 'P',
      name: 'Release',
      folderId: 3,
      description: null,
      statusName: 'Done',
      plannedStartDate: '2026-01-01T08:00:00Z',
      plannedEndDate: null,
      ownerId: 'jane',
    },
  ],
  executions: [
    {
      key: 'P-E1',
      testCaseKey: 'P-T1',
      testCycleKey: 'P-R1',
      statusName: 'Fail',
      environmentName: 'Chrome',
      actualEndDate: '2026-01-03T10:00:00Z',
      executedById: 'jane',
      assignedToId: null,
      executionTime: 61_400,
      comment: 'It broke',
      testScriptResults: ['Pass', 'Fail'],
    },
  ],
  files: [
    {
      id: 1,
      ownerType: 'teststep',
      ownerKey: 'P-T1',
      stepIndex: 1,
      fileName: 'a.png',
      sizeBytes: 3,
      sha256: 'aa',
    },
  ],
});
