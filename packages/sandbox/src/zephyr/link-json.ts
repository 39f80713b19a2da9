import type { IssueLink, WebLink } from '../zephyr-data/zephyr-case.ts';

/** Jira resources are given by URLs of Jira, which the Zephyr token cannot read. */
export const JIRA_API = 'https://example.atlassian.net/rest/api/2';

export const toRef = (base: string, collection: string, id: number): unknown => ({
  id,
  self: `${base}/${collection}/${id}`,
});

export const toRefOrNull = (base: string, collection: string, id: number | null): unknown =>
  id === null ? null : toRef(base, collection, id);

export const toUser = (accountId: string | null): unknown =>
  accountId === null ? null : { accountId, self: `${JIRA_API}/user?accountId=${accountId}` };

export const toIssueLink =
  (base: string) =>
  ({ id, issueId, type }: IssueLink): unknown => ({
    id,
    issueId,
    self: `${base}/links/${id}`,
    target: `${JIRA_API}/issue/${issueId}`,
    type,
  });

export const toWebLink =
  (base: string) =>
  ({ id, url, description, type }: WebLink): unknown => ({
    id,
    url,
    ...(description === null ? {} : { description }),
    self: `${base}/links/${id}`,
    type,
  });
