import type { SourceTestPlan } from '@z2q/contracts';
import { readableIssueLinks, readableWebLinks } from '../text/readable.ts';
import { type FieldTable, toDetails, toIdMap, toOwn } from './field-table.ts';

/** Zephyr test plan → qTest release. All its values go into the description. */
export const TEST_PLAN_FIELDS: FieldTable<SourceTestPlan> = {
  sourceId: toIdMap,
  key: toOwn('description: stamp'),
  name: toOwn('name'),
  objective: toOwn('description'),
  folderId: toOwn('description'),
  cycleIds: toOwn('description'),
  customFields: toOwn('description'),
  status: toDetails('Status'),
  labels: toDetails('Labels'),
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
