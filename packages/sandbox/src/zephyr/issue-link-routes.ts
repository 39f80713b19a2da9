import type { FastifyInstance } from 'fastify';
import type { IssueLink } from '../zephyr-data/zephyr-case.ts';
import { toRef } from './link-json.ts';
import { toBaseUrl } from './page.ts';
import { Path, readInput } from './read-input.ts';
import { notFound } from './zephyr-api-error.ts';
import type { ZephyrIndex } from './zephyr-index.ts';

/** What a Jira issue, given by its key, is linked to. Bare arrays without paging. */
export function addIssueLinkRoutes(app: FastifyInstance, index: ZephyrIndex): void {
  const everything = () => index.projects(undefined);

  app.get('/v2/issuelinks/:issueKey/testcases', async (request) => {
    const isLinked = toLinkTest(index, request.params);
    return index.cases
      .list(everything())
      .filter(isLinked)
      .map(({ record: { key, versionIds } }) => ({
        key,
        version: versionIds.length,
        self: `${toBaseUrl(request)}/testcases/${key}/versions/${versionIds.length}`,
      }));
  });

  for (const [path, collection, records] of [
    ['testcycles', 'testcycles', index.cycles],
    ['testplans', 'testplans', index.plans],
    ['executions', 'testexecutions', index.executions],
  ] as const) {
    app.get(`/v2/issuelinks/:issueKey/${path}`, async (request) => {
      const isLinked = toLinkTest(index, request.params);
      const base = toBaseUrl(request);
      return records
        .list(everything())
        .filter(isLinked)
        .map(({ record }) => toRef(base, collection, record.id));
    });
  }
}

function toLinkTest({ data }: ZephyrIndex, params: unknown) {
  const { issueKey } = readInput({ issueKey: Path.issueKey }, params);
  const issue = data.issues.find(({ key }) => key === issueKey);
  if (issue === undefined) throw notFound('Issue');
  return ({ record }: { readonly record: { readonly issueLinks: readonly IssueLink[] } }): boolean =>
    record.issueLinks.some(({ issueId }) => issueId === issue.id);
}
