import type { Container, DescribedWrite, TargetCycle } from '@z2q/contracts';
import { z } from 'zod';
import { toParentQuery } from './container.ts';
import { listPages, RawPage } from './paging.ts';
import type { ProjectApi } from './project-api.ts';
import { Suite, under } from './suites.ts';
import { Id, listOf, TextOrNull } from './wire.ts';

const PAGE_SIZE = 100;
const ROUTE = '/test-cycles/{id}';

/** The official names of the children are hyphenated; other descriptions have underscores. */
const Cycle: z.ZodType<TargetCycle> = z
  .looseObject({
    id: Id,
    pid: TextOrNull,
    name: z.string(),
    description: TextOrNull,
    'test-cycles': listOf(z.lazy(() => Cycle)),
    test_cycles: listOf(z.lazy(() => Cycle)),
    'test-suites': listOf(Suite),
    test_suites: listOf(Suite),
  })
  .transform((wire) => ({
    id: wire.id,
    pid: wire.pid,
    name: wire.name,
    description: wire.description,
    children: [...wire['test-cycles'], ...wire.test_cycles],
    suites: [...wire['test-suites'], ...wire.test_suites].map((suite) =>
      under(suite, { type: 'test-cycle', id: wire.id }),
    ),
  }));

export function listCycleTree(
  api: ProjectApi,
  parent: Container,
  signal?: AbortSignal,
): Promise<readonly TargetCycle[]> {
  const route = '/test-cycles';
  return listPages(api, { route, size: PAGE_SIZE, schema: Cycle }, ({ page, size }) => {
    const query = { ...toParentQuery(parent), expand: 'descendants', page, pageSize: size };
    return api.get(route, { route, query, schema: RawPage, signal });
  });
}

/** The answer does not contain the cycle's parent. */
export const getCycle = (api: ProjectApi, id: number, signal?: AbortSignal): Promise<TargetCycle> =>
  api.get(`/test-cycles/${id}`, { route: ROUTE, schema: Cycle, signal });

export function createCycle(
  api: ProjectApi,
  cycle: DescribedWrite & { readonly parent: Container },
  signal?: AbortSignal,
): Promise<TargetCycle> {
  const { parent, ...body } = cycle;
  const query = toParentQuery(parent);
  return api.post('/test-cycles', { route: '/test-cycles', query, body, schema: Cycle, signal });
}

export const updateCycle = (
  api: ProjectApi,
  id: number,
  body: DescribedWrite,
  signal?: AbortSignal,
): Promise<TargetCycle> => api.put(`/test-cycles/${id}`, { route: ROUTE, body, schema: Cycle, signal });

/** A request of its own, because one that names a parent ignores the body. */
export const moveCycle = (
  api: ProjectApi,
  id: number,
  parent: Container,
  signal?: AbortSignal,
): Promise<TargetCycle> => {
  const query = toParentQuery(parent);
  return api.put(`/test-cycles/${id}`, { route: ROUTE, query, body: {}, schema: Cycle, signal });
};

/** Without `force`, so that a cycle with foreign content stays. */
export const deleteCycle = (api: ProjectApi, id: number, signal?: AbortSignal): Promise<void> =>
  api.remove(`/test-cycles/${id}`, { route: ROUTE, signal });
