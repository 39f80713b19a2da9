import type { SourceTestCase } from '@z2q/contracts';
import { readableDuration, readableIssueLinks, readableWebLinks } from '../text/readable.ts';
import { type FieldTable, toDetails, toField, toIdMap, toOwn } from './field-table.ts';
import { ZEPHYR_KEY_FIELD } from './well-known-fields.ts';

/** Zephyr test case → qTest test case. */
export const TEST_CASE_FIELDS: FieldTable<SourceTestCase> = {
  sourceId: toIdMap,
  key: toField(ZEPHYR_KEY_FIELD, 'text'),
  name: toOwn('name'),
  objective: toOwn('description'),
  precondition: toOwn('precondition'),
  folderId: toOwn('folderSourceId'),
  script: toOwn('steps'),
  status: toField('Status', 'choice', { renamedBy: 'testCaseStatus' }),
  priority: toField('Priority', 'choice', { renamedBy: 'priority' }),
  labels: toField('Labels', 'multi-choice'),
  component: toDetails('Component', { code: 'component_as_text' }),
  estimatedTimeMs: toField('Estimated time', 'text', { text: readableDuration }),
  customFields: toOwn('fields'),
  createdOn: toDetails('Created on'),
  ownerAccountId: toDetails('Owner', {
    code: 'account_as_text',
  }),
  issueLinks: toDetails('Issue links', {
    text: readableIssueLinks,
    code: 'issue_link_as_text',
  }),
  webLinks: toDetails('Web links', { text: readableWebLinks }),
  oddMembers: toOwn('details'),
};
