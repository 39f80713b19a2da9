import type { SourceTestPlan } from '@z2q/contracts';
import { readableIssueLinks, readableWebLinks } from '../text/readable.ts';
import { type FieldTable, toDetails, toIdMap, toOwn } from './field-table.ts';

/** Zephyr test plan → qTest release, whose description holds all of it. */
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
    reason: 'The account id is written in the details; nobody is assigned.',
  }),
  issueLinks: toDetails('Issue links', {
    text: readableIssueLinks,
    reason: 'Written in the details as text; the target has no link.',
  }),
  webLinks: toDetails('Web links', { text: readableWebLinks }),
};
