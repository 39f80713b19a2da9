import type { FastifyInstance } from 'fastify';
import { isChangedAfter, isInFolder, isOfJiraVersion, requireFolder } from './filter.ts';
import { toBaseUrl, toCursorPage, toOffsetPage } from './page.ts';
import { Path, Query, readInput } from './read-input.ts';
import { toCycleJson, toCycleLinksJson } from './run-json.ts';
import type { ZephyrIndex } from './zephyr-index.ts';

const { testCycleIdOrKey } = Path;
const { startAt, maxResults, limit, startAtId, projectKey, folderId, jiraProjectVersionId, updatedAfter } =
  Query;
const Filters = { projectKey, folderId, jiraProjectVersionId };

export function addCycleRoutes(app: FastifyInstance, index: ZephyrIndex): void {
  app.get('/v2/testcycles', async (request) => {
    const query = readInput({ startAt, maxResults, ...Filters }, request.query);
    const projects = index.projects(query.projectKey);
    requireFolder(projects, query.folderId);
    const found = index.cycles
      .list(projects)
      .filter(isInFolder(query.folderId))
      .filter(isOfJiraVersion(query.jiraProjectVersionId));
    return toOffsetPage(request, query, found, toCycleJson(toBaseUrl(request)));
  });

  app.get('/v2/testcycles/nextgen', async (request) => {
    const query = readInput({ limit, startAtId, ...Filters, updatedAfter }, request.query);
    const projects = index.projects(query.projectKey);
    requireFolder(projects, query.folderId);
    const found = index.cycles
      .sorted(projects)
      .filter(isInFolder(query.folderId))
      .filter(isOfJiraVersion(query.jiraProjectVersionId))
      .filter(isChangedAfter(query.updatedAfter));
    return toCursorPage(request, query, found, toCycleJson(toBaseUrl(request)));
  });

  app.get('/v2/testcycles/:testCycleIdOrKey', async (request) => {
    const { testCycleIdOrKey: idOrKey } = readInput({ testCycleIdOrKey }, request.params);
    return toCycleJson(toBaseUrl(request))(index.cycles.get(idOrKey));
  });

  app.get('/v2/testcycles/:testCycleIdOrKey/links', async (request) => {
    const { testCycleIdOrKey: idOrKey } = readInput({ testCycleIdOrKey }, request.params);
    return toCycleLinksJson(toBaseUrl(request), index.cycles.get(idOrKey));
  });
}
