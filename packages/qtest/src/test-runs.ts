import type { Container, NamedWrite, TargetPage, TargetRun } from '@z2q/contracts';
import { z } from 'zod';
import { Parent, toParent, toParentQuery } from './container.ts';
import { itemsOf, RawPage } from './paging.ts';
import type { ProjectApi } from './project-api.ts';
import { Properties } from './property.ts';
import { Id, IdOrNull, orNull, TextOrNull } from './wire.ts';

const TestRun = Parent.extend({
  id: Id,
  pid: TextOrNull,
  name: TextOrNull,
  testCaseId: IdOrNull,
  test_case: orNull(z.looseObject({ id: IdOrNull, test_case_version_id: IdOrNull })),
  test_case_version_id: IdOrNull,
  properties: Properties,
}).transform(
  (wire): TargetRun => ({
    id: wire.id,
    pid: wire.pid,
    name: wire.name ?? '',
    testCaseId: wire.testCaseId ?? wire.test_case?.id ?? null,
    versionId: wire.test_case_version_id ?? wire.test_case?.test_case_version_id ?? null,
    parent: toParent(wire),
    properties: wire.properties,
  }),
);

/** If the answer does not contain the parent, it is the one that was asked for. */
const under = (run: TargetRun, parent: Container): TargetRun => ({ ...run, parent: run.parent ?? parent });

type RunPage = { readonly parent: Container; readonly page: number; readonly pageSize: number };

export async function pageTestRuns(
  api: ProjectApi,
  { parent, page, pageSize }: RunPage,
  signal?: AbortSignal,
): Promise<TargetPage<TargetRun>> {
  const route = '/test-runs';
  const raw = await api.inParts(route, { page, size: pageSize }, (asked) => {
    const query = { ...toParentQuery(parent), page: asked.page, pageSize: asked.size };
    return api.get(route, { route, query, schema: RawPage, signal });
  });
  const items = itemsOf(raw, TestRun).map((run) => under(run, parent));
  return { items, hasMore: api.hasMore('/test-runs', raw, { page, size: pageSize }) };
}

/** An empty query finds every run. It is not documented whether runs can be searched by their test case. */
export async function searchTestRuns(
  api: ProjectApi,
  { page, pageSize }: Omit<RunPage, 'parent'>,
  signal?: AbortSignal,
): Promise<TargetPage<TargetRun>> {
  const listing = '/search test-runs';
  const raw = await api.inParts(listing, { page, size: pageSize }, (asked) =>
    api.post('/search', {
      route: '/search',
      query: { page: asked.page, pageSize: asked.size },
      body: { object_type: 'test-runs', fields: ['*'], query: '' },
      schema: RawPage,
      isSafe: true,
      signal,
    }),
  );
  return { items: itemsOf(raw, TestRun), hasMore: api.hasMore(listing, raw, { page, size: pageSize }) };
}

export const getTestRun = (api: ProjectApi, id: number, signal?: AbortSignal): Promise<TargetRun> =>
  api.get(`/test-runs/${id}`, { route: '/test-runs/{id}', schema: TestRun, signal });

export async function createTestRun(
  api: ProjectApi,
  run: NamedWrite & {
    readonly testCaseId: number;
    readonly versionId: number | null;
    readonly parent: Container;
  },
  signal?: AbortSignal,
): Promise<TargetRun> {
  const body = {
    name: run.name,
    test_case: { id: run.testCaseId },
    ...(run.versionId === null ? {} : { test_case_version_id: run.versionId }),
    properties: run.properties,
  };
  const query = toParentQuery(run.parent);
  const created = await api.post('/test-runs', { route: '/test-runs', query, body, schema: TestRun, signal });
  return under(created, run.parent);
}

export const deleteTestRun = (api: ProjectApi, id: number, signal?: AbortSignal): Promise<void> =>
  api.remove(`/test-runs/${id}`, { route: '/test-runs/{id}', signal });
