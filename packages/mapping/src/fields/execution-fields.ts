import type { SourceExecution } from '@z2q/contracts';
import { readableDuration, readableIssueLinks, yesOrNo } from '../text/readable.ts';
import { type FieldTable, toDetails, toField, toIdMap, toOwn } from './field-table.ts';
import { ENVIRONMENT_FIELD } from './well-known-fields.ts';

/** Zephyr execution → qTest test run and test log. Here `details` is the note of the log; fields belong to the run. */
export const EXECUTION_FIELDS: FieldTable<SourceExecution> = {
  sourceId: toIdMap,
  environmentId: toIdMap,
  isUnexecuted: toIdMap,
  key: toOwn('log.note: stamp'),
  testCaseKey: toOwn('testCaseKey'),
  cycleId: toOwn('cycleSourceId'),
  status: toOwn('log.status'),
  actualEnd: toOwn('log.end'),
  comment: toOwn('log.note'),
  stepResults: toOwn('log.stepResults'),
  customFields: toOwn('log.fields'),
  environment: toField(ENVIRONMENT_FIELD, 'choice'),
  executionTimeMs: toDetails('Execution time', { text: readableDuration }),
  estimatedTimeMs: toDetails('Estimated time', { text: readableDuration }),
  testCaseVersion: toDetails('Executed version of the test case', {
    code: 'executed_version_as_text',
  }),
  executedByAccountId: toDetails('Executed by', { code: 'person_as_text' }),
  assignedToAccountId: toDetails('Assigned to', { code: 'person_as_text' }),
  automated: toDetails('Automated', { text: yesOrNo }),
  jiraVersionId: toDetails('Jira version', {
    code: 'version_as_text',
  }),
  issueLinks: toDetails('Issue links', {
    text: readableIssueLinks,
    code: 'issue_link_as_text',
  }),
  oddMembers: toOwn('details'),
};
