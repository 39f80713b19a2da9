import type { TargetTestCase, TestCaseDraft, TestCaseWrite } from '@z2q/contracts';
import { compareTestCase, toTestCaseWrite } from '@z2q/mapping';
import { everyPage } from '../every-page.ts';
import { MADE } from '../made-places.ts';
import type { TargetKind } from '../target-kind.ts';

/** The target returns no more at once. */
export const TEST_CASES_A_PAGE = 100;
/** No module has this id. */
const NOWHERE = -1;

export const TEST_CASE: TargetKind<TestCaseDraft, TargetTestCase, TestCaseWrite> = {
  type: 'test_case',
  noun: 'Test case',
  placeNoun: 'module',
  identity: { field: 'test-cases', stamped: ({ description }) => description },
  made: null,
  isDraft: (draft) => draft.type === 'test-case',
  parentOf: ({ folderSourceId }) =>
    folderSourceId === null
      ? { type: 'container', sourceId: MADE.module }
      : { type: 'folder', sourceId: folderSourceId },
  rootOf: () => null,
  keyOf: ({ sourceKey }) => sourceKey ?? '',
  sourceIdIn: null,

  placeOf: ({ moduleId }) => moduleId ?? undefined,
  listAll: ({ client, signal }) =>
    everyPage((page) => client.pageTestCases({ moduleId: null, page, size: TEST_CASES_A_PAGE }, signal)),
  list: ({ client, signal }, moduleId) =>
    everyPage((page) => client.pageTestCases({ moduleId, page, size: TEST_CASES_A_PAGE }, signal)),
  read: ({ client, signal }, id) => client.getTestCase(id, signal),
  holder: 'test-cases',
  contents: null,
  isGuarded: false,

  toWrite: ({ fieldsOf }, draft, place) =>
    toTestCaseWrite(draft, { moduleId: place ?? NOWHERE, fields: fieldsOf('test-cases') }),
  create: ({ client }, write) => client.createTestCase(write),
  update: ({ client }, id, write) => client.updateTestCase(id, write),
  move: null,
  isTopClosed: false,
  approval: {
    // Version "0.1" is a draft, "1.0" an approved one; a new case has "0.0" or none.
    isApproved: ({ version }) => version !== '0.0' && version?.endsWith('.0') === true,
    approve: ({ client }, id) => client.approveTestCase(id),
  },
  compare: ({ fieldsOf }, sent, testCase) =>
    compareTestCase(sent, testCase, fieldsOf('test-cases')).filter(({ field }) => field !== 'module'),
  remove: ({ client, signal }, id) => client.deleteTestCase(id, signal),
};
