import type { FastifyInstance } from 'fastify';
import { toCaseJson, toCaseLinksJson, toStepJson, toVersionRef } from './case-json.ts';
import { isChangedAfter, isInFolder, requireFolder } from './filter.ts';
import { toBaseUrl, toCursorPage, toOffsetPage } from './page.ts';
import { Path, Query, readInput } from './read-input.ts';
import { notFound, ZephyrApiError } from './zephyr-api-error.ts';
import type { ZephyrIndex } from './zephyr-index.ts';

const { testCaseKey } = Path;
const { startAt, maxResults, projectKey, folderId, limit, startAtId, updatedAfter } = Query;

export function addCaseRoutes(app: FastifyInstance, index: ZephyrIndex): void {
  addCaseLists(app, index);
  addScripts(app, index);

  app.get('/v2/testcases/:testCaseKey', async (request) => {
    const { testCaseKey: key } = readInput({ testCaseKey }, request.params);
    return toCaseJson(toBaseUrl(request))(index.cases.get(key));
  });

  app.get('/v2/testcases/:testCaseKey/links', async (request) => {
    const { testCaseKey: key } = readInput({ testCaseKey }, request.params);
    return toCaseLinksJson(toBaseUrl(request), index.cases.get(key).record);
  });

  app.get('/v2/testcases/:testCaseKey/versions', async (request) => {
    const { testCaseKey: key } = readInput({ testCaseKey }, request.params);
    const { record } = index.cases.get(key);
    const newestFirst = record.versionIds.map((_id, at) => at + 1).reverse();
    const query = readInput({ startAt, maxResults }, request.query);
    return toOffsetPage(request, query, newestFirst, (version) =>
      toVersionRef(toBaseUrl(request), record, version),
    );
  });

  app.get('/v2/testcases/:testCaseKey/versions/:version', async (request) => {
    const { testCaseKey: key, version } = readInput({ testCaseKey, version: Path.version }, request.params);
    const located = index.cases.get(key);
    const id = located.record.versionIds[version - 1];
    if (id === undefined) throw notFound('Test case version');
    return { ...toCaseJson(toBaseUrl(request))(located), id };
  });
}

function addCaseLists(app: FastifyInstance, index: ZephyrIndex): void {
  app.get('/v2/testcases', async (request) => {
    const query = readInput({ startAt, maxResults, projectKey, folderId }, request.query);
    const projects = index.projects(query.projectKey);
    requireFolder(projects, query.folderId);
    const found = index.cases.list(projects);
    const kept = query.folderId === undefined ? found : found.filter(isInFolder(query.folderId));
    return toOffsetPage(request, query, kept, toCaseJson(toBaseUrl(request)));
  });

  app.get('/v2/testcases/nextgen', async (request) => {
    const shape = { limit, startAtId, projectKey, folderId, updatedAfter };
    const query = readInput(shape, request.query);
    const projects = index.projects(query.projectKey);
    requireFolder(projects, query.folderId);
    const found = index.cases
      .sorted(projects)
      .filter(isInFolder(query.folderId))
      .filter(isChangedAfter(query.updatedAfter));
    return toCursorPage(request, query, found, toCaseJson(toBaseUrl(request)));
  });
}

/** Each script route answers 422 for cases with the other kind of script. */
function addScripts(app: FastifyInstance, index: ZephyrIndex): void {
  app.get('/v2/testcases/:testCaseKey/teststeps', async (request) => {
    const { testCaseKey: key } = readInput({ testCaseKey }, request.params);
    const { script } = index.cases.get(key).record;
    const query = readInput({ startAt, maxResults }, request.query);
    if (script.type !== 'steps') throw new ZephyrApiError(422, `Test case ${key} has no step by step script`);
    return toOffsetPage(request, query, script.steps, toStepJson(toBaseUrl(request)));
  });

  app.get('/v2/testcases/:testCaseKey/testscript', async (request) => {
    const { testCaseKey: key } = readInput({ testCaseKey }, request.params);
    const { script } = index.cases.get(key).record;
    if (script.type === 'steps') throw new ZephyrApiError(422, `Test case ${key} has a step by step script`);
    return { id: script.id, type: script.type, text: script.text };
  });
}
