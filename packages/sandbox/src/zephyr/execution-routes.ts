import type { FastifyInstance } from 'fastify';
import { filterExecutions } from './execution-filter.ts';
import { toExecutionJson, toExecutionLinksJson, toStepResultJson } from './execution-json.ts';
import { isChangedAfter } from './filter.ts';
import { toBaseUrl, toCursorPage, toOffsetPage } from './page.ts';
import { Path, Query, readInput } from './read-input.ts';
import { ZephyrApiError } from './zephyr-api-error.ts';
import type { ZephyrIndex } from './zephyr-index.ts';

const { testExecutionIdOrKey } = Path;
const { startAt, maxResults, limit, startAtId, updatedAfter, includeStepLinks, testDataRowNumber } = Query;
const { projectKey, jiraProjectVersionId, testCycle, testCase, onlyLastExecutions } = Query;
const { actualEndDateAfter, actualEndDateBefore } = Query;
const ByRecord = { jiraProjectVersionId, testCycle, testCase, actualEndDateAfter, actualEndDateBefore };
const Filters = { projectKey, ...ByRecord, includeStepLinks, onlyLastExecutions };

export function addExecutionRoutes(app: FastifyInstance, index: ZephyrIndex): void {
  addExecutionLists(app, index);

  app.get('/v2/testexecutions/:testExecutionIdOrKey', async (request) => {
    const path = readInput({ testExecutionIdOrKey }, request.params);
    readInput({ includeStepLinks }, request.query);
    return toExecutionJson(toBaseUrl(request), index)(index.executions.get(path.testExecutionIdOrKey));
  });

  app.get('/v2/testexecutions/:testExecutionIdOrKey/teststeps', async (request) => {
    const path = readInput({ testExecutionIdOrKey }, request.params);
    const { stepResults } = index.executions.get(path.testExecutionIdOrKey).record;
    const query = readInput({ startAt, maxResults, testDataRowNumber }, request.query);
    const row = query.testDataRowNumber;
    const found =
      row === undefined ? stepResults : stepResults.filter((result) => result.testDataRowNumber === row);
    return toOffsetPage(request, query, found, toStepResultJson(toBaseUrl(request)));
  });

  // An unknown execution answers 400 here, where every other route answers 404.
  app.get('/v2/testexecutions/:testExecutionIdOrKey/links', async (request) => {
    const path = readInput({ testExecutionIdOrKey }, request.params);
    const located = index.executions.find(path.testExecutionIdOrKey);
    if (located === undefined) throw new ZephyrApiError(400, 'Test execution does not exist');
    return toExecutionLinksJson(toBaseUrl(request), located.record);
  });
}

function addExecutionLists(app: FastifyInstance, index: ZephyrIndex): void {
  app.get('/v2/testexecutions', async (request) => {
    const query = readInput({ startAt, maxResults, ...Filters }, request.query);
    const listed = index.executions.list(index.projects(query.projectKey));
    const found = filterExecutions(index, listed, query);
    return toOffsetPage(request, query, found, toExecutionJson(toBaseUrl(request), index));
  });

  app.get('/v2/testexecutions/nextgen', async (request) => {
    const query = readInput({ limit, startAtId, ...Filters, updatedAfter }, request.query);
    const sorted = index.executions.sorted(index.projects(query.projectKey));
    const found = filterExecutions(index, sorted, query).filter(isChangedAfter(query.updatedAfter));
    return toCursorPage(request, query, found, toExecutionJson(toBaseUrl(request), index));
  });
}
