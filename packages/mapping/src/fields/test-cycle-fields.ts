import type { SourceTestCycle } from '@z2q/contracts';
import { readableIssueLinks, readableWebLinks } from '../text/readable.ts';
import { type FieldTable, toDetails, toField, toIdMap, toOwn } from './field-table.ts';
import { ZEPHYR_KEY_FIELD, ZEPHYR_STATUS_FIELD } from './well-known-fields.ts';

/** Zephyr test cycle → qTest test suite. Here `details` is the rich-text field `Zephyr details`. */
export const TEST_CYCLE_FIELDS: FieldTable<SourceTestCycle> = {
  sourceId: toIdMap,
  key: toField(ZEPHYR_KEY_FIELD, 'text'),
  name: toOwn('name'),
  folderId: toOwn('folderSourceId'),
  plannedStart: toOwn('plannedStart'),
  plannedEnd: toOwn('plannedEnd'),
  status: toField(ZEPHYR_STATUS_FIELD, 'text'),
  description: toOwn('fields: Zephyr details'),
  customFields: toOwn('fields'),
  planIds: toOwn('fields: Zephyr details'),
  jiraVersionId: toDetails('Jira version', {
    code: 'version_as_text',
  }),
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
