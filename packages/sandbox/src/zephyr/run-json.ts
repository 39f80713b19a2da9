import type { ZephyrCycle, ZephyrPlan } from '../zephyr-data/zephyr-run.ts';
import { JIRA_API, toIssueLink, toRef, toRefOrNull, toUser, toWebLink } from './link-json.ts';
import type { Located } from './record-index.ts';

export const toCycleJson =
  (base: string) =>
  (located: Located<ZephyrCycle>): unknown => {
    const { project, record } = located;
    return {
      id: record.id,
      key: record.key,
      name: record.name,
      project: toRef(base, 'projects', project.id),
      jiraProjectVersion: toRefOrNull(JIRA_API, 'version', record.jiraVersionId),
      status: toRef(base, 'statuses', record.statusId),
      folder: toRefOrNull(base, 'folders', record.folderId),
      description: record.description,
      plannedStartDate: record.plannedStartDate,
      plannedEndDate: record.plannedEndDate,
      owner: toUser(record.ownerAccountId),
      customFields: record.customFields,
      links: toCycleLinksJson(base, located),
    };
  };

/** A cycle shows the links that plans have to it. */
export const toCycleLinksJson = (base: string, { project, record }: Located<ZephyrCycle>): unknown => ({
  self: `${base}/testcycles/${record.id}/links`,
  issues: record.issueLinks.map(toIssueLink(base)),
  webLinks: record.webLinks.map(toWebLink(base)),
  testPlans: project.plans.flatMap((plan) =>
    plan.cycleLinks
      .filter(({ testCycleId }) => testCycleId === record.id)
      .map(({ id }) => ({ id, testPlanId: plan.id, ...toPlanLink(base, id, 'testplans', plan.id) })),
  ),
});

const toPlanLink = (base: string, linkId: number, collection: string, targetId: number) => ({
  self: `${base}/links/${linkId}`,
  type: 'RELATED',
  target: `${base}/${collection}/${targetId}`,
});

export const toPlanJson =
  (base: string) =>
  ({ project, record }: Located<ZephyrPlan>): unknown => ({
    id: record.id,
    key: record.key,
    name: record.name,
    objective: record.objective,
    project: toRef(base, 'projects', project.id),
    status: toRef(base, 'statuses', record.statusId),
    folder: toRefOrNull(base, 'folders', record.folderId),
    owner: toUser(record.ownerAccountId),
    customFields: record.customFields,
    labels: record.labels,
    links: {
      issues: record.issueLinks.map(toIssueLink(base)),
      webLinks: record.webLinks.map(toWebLink(base)),
      testCycles: record.cycleLinks.map(({ id, testCycleId }) => ({
        id,
        testCycleId,
        ...toPlanLink(base, id, 'testcycles', testCycleId),
      })),
    },
  });
