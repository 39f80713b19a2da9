import { z } from 'zod';
import { badRequest } from './api-error.ts';
import { readBody } from './body.ts';
import { readPageOf999, toPagedObject } from './paging.ts';
import type { Call, ProjectApi } from './project-api.ts';
import { readFlag } from './query.ts';
import { type Searchable, searchables } from './search-catalog.ts';
import { matches } from './search-match.ts';
import { type DataQuery, readDataQuery } from './search-query.ts';

const SearchRequest = z.looseObject({
  object_type: z.string(),
  fields: z.array(z.string()).nullish(),
  query: z.string().nullish(),
});

/** The only way to find an object by its key: custom fields can be searched, modules cannot. */
export function addSearch(api: ProjectApi): void {
  api.post('/search', 200, (call) => {
    const request = readBody(SearchRequest, call.body);
    const query = readDataQuery(request.query ?? '');
    if (request.object_type === 'test-logs') checkLogSearch(api, query);
    const found = find(api, call, { objectType: request.object_type, query });
    const fields = request.fields ?? ['*'];
    return toPagedObject(found, found.length, {
      request: readPageOf999(call.query),
      url: call.url,
      toItem: (each) => pickFields(each.toItem(), fields),
    });
  });
}

function checkLogSearch({ context: { options } }: ProjectApi, query: DataQuery): void {
  if (options.logSearch === 'off') throw badRequest('Test logs cannot be searched.');
  if (options.logSearch === 'by-date' && query.length === 0)
    throw badRequest('Test logs can only be filtered by Execution Start Date or Execution End Date.');
}

/** Objects created within the lag are not in the index yet; changes and deletions show at once. */
function find(
  { context: { site, options } }: ProjectApi,
  { project, query: parameters }: Call,
  { objectType, query }: { readonly objectType: string; readonly query: DataQuery },
): Searchable[] {
  const view = {
    withSteps: readFlag(parameters, 'appendTestSteps', false),
    withLogDetails: readFlag(parameters, 'includeTestLogProperties', false),
  };
  const indexedUntil = Date.now() - options.searchLagMs;
  const found: Searchable[] = [];
  for (const each of searchables({ site, project }, objectType, view)) {
    if (each.createdAt <= indexedUntil && matches(query, each.read)) found.push(each);
  }
  return found;
}

/** The requested members; none or `*` means all. The id is always included. */
function pickFields(item: Readonly<Record<string, unknown>>, fields: readonly string[]): unknown {
  if (fields.length === 0 || fields.includes('*')) return item;
  return Object.fromEntries(
    Object.entries(item).filter(([member]) => member === 'id' || fields.includes(member)),
  );
}
