import type { Container, NamedWrite, TargetSuite } from '@z2q/contracts';
import type { z } from 'zod';
import { Parent, toParent, toParentQuery } from './container.ts';
import type { ProjectApi } from './project-api.ts';
import { Properties } from './property.ts';
import { Id, listOf, TextOrNull } from './wire.ts';

export const Suite = Parent.extend({
  id: Id,
  pid: TextOrNull,
  name: TextOrNull,
  properties: Properties,
}).transform(
  (wire): TargetSuite => ({
    id: wire.id,
    pid: wire.pid,
    name: wire.name ?? '',
    parent: toParent(wire),
    properties: wire.properties,
  }),
);
export type Suite = z.infer<typeof Suite>;

const ROUTE = '/test-suites/{id}';

/** If the answer does not contain the parent, it is the one that was asked for. */
export const under = (suite: TargetSuite, parent: Container): TargetSuite => ({
  ...suite,
  parent: suite.parent ?? parent,
});

/** Not paged. */
export async function listSuites(
  api: ProjectApi,
  parent: Container,
  signal?: AbortSignal,
): Promise<readonly TargetSuite[]> {
  const query = toParentQuery(parent);
  const suites = await api.get('/test-suites', {
    route: '/test-suites',
    query,
    schema: listOf(Suite),
    signal,
  });
  return suites.map((suite) => under(suite, parent));
}

export const getSuite = (api: ProjectApi, id: number, signal?: AbortSignal): Promise<TargetSuite> =>
  api.get(`/test-suites/${id}`, { route: ROUTE, schema: Suite, signal });

export async function createSuite(
  api: ProjectApi,
  { parent, ...body }: NamedWrite & { readonly parent: Container },
  signal?: AbortSignal,
): Promise<TargetSuite> {
  const query = toParentQuery(parent);
  return under(
    await api.post('/test-suites', { route: '/test-suites', query, body, schema: Suite, signal }),
    parent,
  );
}

/** Without a parent: a request that names one moves the suite and ignores the body. */
export const updateSuite = (
  api: ProjectApi,
  id: number,
  body: NamedWrite,
  signal?: AbortSignal,
): Promise<TargetSuite> => api.put(`/test-suites/${id}`, { route: ROUTE, body, schema: Suite, signal });

export const moveSuite = (
  api: ProjectApi,
  id: number,
  parent: Container,
  signal?: AbortSignal,
): Promise<TargetSuite> => {
  const query = toParentQuery(parent);
  return api.put(`/test-suites/${id}`, { route: ROUTE, query, body: {}, schema: Suite, signal });
};

export const deleteSuite = (api: ProjectApi, id: number, signal?: AbortSignal): Promise<void> =>
  api.remove(`/test-suites/${id}`, { route: ROUTE, signal });
