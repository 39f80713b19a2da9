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
  component: toField('Component', 'choice'),
  estimatedTimeMs: toField('Estimated time', 'text', { text: readableDuration }),
  customFields: toOwn('fields'),
  createdOn: toDetails('Created on'),
  ownerAccountId: toDetails('Owner', {
    reason: 'The account id is written in the details; nobody is assigned.',
  }),
  issueLinks: toDetails('Issue links', {
    text: readableIssueLinks,
    reason: 'Written in the details as text; the target has no link.',
  }),
  webLinks: toDetails('Web links', { text: readableWebLinks }),
};
