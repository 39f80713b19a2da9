import type { SourceExecution } from '@z2q/contracts';
import { readableDuration, readableIssueLinks, yesOrNo } from '../text/readable.ts';
import { type FieldTable, toDetails, toField, toIdMap, toOwn } from './field-table.ts';
import { ENVIRONMENT_FIELD } from './well-known-fields.ts';

const PERSON = 'The account id is written in the note; the target shows the account that migrates.';

/** Zephyr execution → qTest test run and test log. `details` here is the note of the log; fields are the run's. */
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
    reason: 'Written in the note; the log names the version that was migrated.',
  }),
  executedByAccountId: toDetails('Executed by', { reason: PERSON }),
  assignedToAccountId: toDetails('Assigned to', { reason: PERSON }),
  automated: toDetails('Automated', { text: yesOrNo }),
  jiraVersionId: toDetails('Jira version', {
    reason: 'The id is written in the note; no release is linked.',
  }),
  issueLinks: toDetails('Issue links', {
    text: readableIssueLinks,
    reason: 'Written in the note as text; the target has no link.',
  }),
};
