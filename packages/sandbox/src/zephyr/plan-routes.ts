import type { FastifyInstance } from 'fastify';
import { isChangedAfter } from './filter.ts';
import { toBaseUrl, toCursorPage, toOffsetPage } from './page.ts';
import { Path, Query, readInput } from './read-input.ts';
import { toPlanJson } from './run-json.ts';
import type { ZephyrIndex } from './zephyr-index.ts';

const { startAt, maxResults, limit, startAtId, projectKey, updatedAfter } = Query;

export function addPlanRoutes(app: FastifyInstance, index: ZephyrIndex): void {
  app.get('/v2/testplans', async (request) => {
    const query = readInput({ startAt, maxResults, projectKey }, request.query);
    const found = index.plans.list(index.projects(query.projectKey));
    return toOffsetPage(request, query, found, toPlanJson(toBaseUrl(request)));
  });

  app.get('/v2/testplans/nextgen', async (request) => {
    const query = readInput({ limit, startAtId, projectKey, updatedAfter }, request.query);
    const found = index.plans
      .sorted(index.projects(query.projectKey))
      .filter(isChangedAfter(query.updatedAfter));
    return toCursorPage(request, query, found, toPlanJson(toBaseUrl(request)));
  });

  app.get('/v2/testplans/:testPlanIdOrKey', async (request) => {
    const path = readInput({ testPlanIdOrKey: Path.testPlanIdOrKey }, request.params);
    return toPlanJson(toBaseUrl(request))(index.plans.get(path.testPlanIdOrKey));
  });
}
