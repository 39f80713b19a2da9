import type { TargetPage, TargetTestCase, TestCaseWrite } from '@z2q/contracts';
import { z } from 'zod';
import { itemsOf, RawPage } from './paging.ts';
import type { ProjectApi } from './project-api.ts';
import { Properties } from './property.ts';
import { TestStep } from './test-steps.ts';
import { Id, IdOrNull, listOrNull, TextOrNull } from './wire.ts';

const TestCase = z
  .looseObject({
    id: Id,
    pid: TextOrNull,
    name: z.string(),
    parent_id: IdOrNull,
    test_case_version_id: IdOrNull,
    version: TextOrNull,
    description: TextOrNull,
    precondition: TextOrNull,
    properties: Properties,
    test_steps: listOrNull(TestStep),
  })
  .transform(
    (wire): TargetTestCase => ({
      id: wire.id,
      pid: wire.pid,
      name: wire.name,
      moduleId: wire.parent_id,
      versionId: wire.test_case_version_id,
      version: wire.version,
      description: wire.description,
      precondition: wire.precondition,
      properties: wire.properties,
      steps: wire.test_steps,
    }),
  );

const ROUTE = '/test-cases/{id}';

type CasePage = { readonly moduleId: number | null; readonly page: number; readonly size: number };

/** Here the page size is called `size`; `pageSize` is ignored. */
export async function pageTestCases(
  api: ProjectApi,
  { moduleId, page, size }: CasePage,
  signal?: AbortSignal,
): Promise<TargetPage<TargetTestCase>> {
  const route = '/test-cases';
  const query = { parentId: moduleId ?? undefined, expandProps: true, expandSteps: true };
  const raw = await api.inParts(route, { page, size }, (asked) =>
    api.get(route, { route, query: { ...query, ...asked }, schema: RawPage, signal }),
  );
  return { items: itemsOf(raw, TestCase), hasMore: api.hasMore('/test-cases', raw, { page, size }) };
}

export const getTestCase = (api: ProjectApi, id: number, signal?: AbortSignal): Promise<TargetTestCase> =>
  api.get(`/test-cases/${id}`, { route: ROUTE, query: { expand: 'teststep' }, schema: TestCase, signal });

export const createTestCase = (
  api: ProjectApi,
  body: TestCaseWrite,
  signal?: AbortSignal,
): Promise<TargetTestCase> =>
  api.post('/test-cases', { route: '/test-cases', body, schema: TestCase, signal });

export const updateTestCase = (
  api: ProjectApi,
  id: number,
  body: TestCaseWrite,
  signal?: AbortSignal,
): Promise<TargetTestCase> => api.put(`/test-cases/${id}`, { route: ROUTE, body, schema: TestCase, signal });

export const approveTestCase = (api: ProjectApi, id: number, signal?: AbortSignal): Promise<TargetTestCase> =>
  api.put(`/test-cases/${id}/approve`, { route: `${ROUTE}/approve`, schema: TestCase, signal });

export const deleteTestCase = (api: ProjectApi, id: number, signal?: AbortSignal): Promise<void> =>
  api.remove(`/test-cases/${id}`, { route: ROUTE, signal });
