import type { ZephyrExecution, ZephyrStepResult } from '../zephyr-data/zephyr-run.ts';
import { toVersionRef } from './case-json.ts';
import { JIRA_API, toIssueLink, toRef, toRefOrNull } from './link-json.ts';
import type { Located } from './record-index.ts';
import type { ZephyrIndex } from './zephyr-index.ts';

export const toExecutionJson =
  (base: string, index: ZephyrIndex) =>
  ({ project, record }: Located<ZephyrExecution>): unknown => ({
    id: record.id,
    key: record.key,
    project: toRef(base, 'projects', project.id),
    testCase: toVersionRef(base, index.cases.get(record.testCaseKey).record, record.version),
    environment: toRefOrNull(base, 'environments', record.environmentId),
    jiraProjectVersion: toRefOrNull(JIRA_API, 'version', record.jiraVersionId),
    testExecutionStatus: toRef(base, 'statuses', record.statusId),
    ...(record.actualEndDate === null ? {} : { actualEndDate: record.actualEndDate }),
    estimatedTime: record.estimatedTimeMs,
    executionTime: record.executionTimeMs,
    executedById: record.executedById,
    assignedToId: record.assignedToId,
    comment: record.comment,
    automated: record.automated,
    testCycle: toRefOrNull(base, 'testcycles', record.cycleId),
    customFields: record.customFields,
    links: toExecutionLinksJson(base, record),
  });

export const toExecutionLinksJson = (base: string, { id, issueLinks }: ZephyrExecution): unknown => ({
  self: `${base}/testexecutions/${id}/links`,
  issues: issueLinks.map(toIssueLink(base)),
});

export const toStepResultJson =
  (base: string) =>
  (result: ZephyrStepResult): unknown => ({
    id: result.id,
    inline: {
      description: result.description,
      testData: result.testData,
      expectedResult: result.expectedResult,
      actualResult: result.actualResult,
      testDataRowNumber: result.testDataRowNumber,
      reflectRef: null,
      status: toRef(base, 'statuses', result.statusId),
    },
  });
