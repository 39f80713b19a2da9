import type { ZephyrCase, ZephyrStep } from '../zephyr-data/zephyr-case.ts';
import { JIRA_API, toIssueLink, toRef, toRefOrNull, toUser, toWebLink } from './link-json.ts';
import type { Located } from './record-index.ts';

export const toCaseJson =
  (base: string) =>
  ({ project, record }: Located<ZephyrCase>): Record<string, unknown> => ({
    id: record.id,
    key: record.key,
    name: record.name,
    project: toRef(base, 'projects', project.id),
    ...(record.createdOn === null ? {} : { createdOn: record.createdOn }),
    objective: record.objective,
    precondition: record.precondition,
    estimatedTime: record.estimatedTimeMs,
    labels: record.labels,
    component: toRefOrNull(JIRA_API, 'component', record.componentId),
    priority: toRef(base, 'priorities', record.priorityId),
    status: toRef(base, 'statuses', record.statusId),
    folder: toRefOrNull(base, 'folders', record.folderId),
    owner: toUser(record.ownerAccountId),
    testScript: { self: `${base}/testcases/${record.key}/${scriptPath(record)}` },
    customFields: record.customFields,
    links: toCaseLinksJson(base, record),
  });

const scriptPath = ({ script }: ZephyrCase): string => (script.type === 'steps' ? 'teststeps' : 'testscript');

export const toCaseLinksJson = (base: string, { key, issueLinks, webLinks }: ZephyrCase): unknown => ({
  self: `${base}/testcases/${key}/links`,
  issues: issueLinks.map(toIssueLink(base)),
  webLinks: webLinks.map(toWebLink(base)),
});

/** Reference to a version record: its id is not the case's, but its URL contains key and version. */
export const toVersionRef = (base: string, { key, versionIds }: ZephyrCase, version: number): unknown => ({
  id: versionIds[version - 1],
  self: `${base}/testcases/${key}/versions/${version}`,
});

/** Exactly one of `inline` and `testCase` is filled. */
export const toStepJson =
  (base: string) =>
  (step: ZephyrStep): unknown =>
    step.kind === 'call'
      ? {
          id: step.id,
          inline: null,
          testCase: {
            self: `${base}/testcases/${step.testCaseKey}/teststeps`,
            testCaseKey: step.testCaseKey,
            parameters: step.parameters,
          },
        }
      : {
          id: step.id,
          inline: {
            description: step.description,
            testData: step.testData,
            expectedResult: step.expectedResult,
            customFields: step.customFields,
            reflectRef: null,
          },
          testCase: null,
        };
