import type { SourceTestCycle } from '@z2q/contracts';
import { readableIssueLinks, readableWebLinks } from '../text/readable.ts';
import { type FieldTable, toDetails, toField, toIdMap, toOwn } from './field-table.ts';
import { ZEPHYR_KEY_FIELD, ZEPHYR_STATUS_FIELD } from './well-known-fields.ts';

/** Zephyr test cycle → qTest test suite. `details` here is the rich-text field `Zephyr details`. */
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
    reason: 'The id is written in the details; no release is linked.',
  }),
  ownerAccountId: toDetails('Owner', {
    reason: 'The account id is written in the details; nobody is assigned.',
  }),
  issueLinks: toDetails('Issue links', {
    text: readableIssueLinks,
    reason: 'Written in the details as text; the target has no link.',
  }),
  webLinks: toDetails('Web links', { text: readableWebLinks }),
};
