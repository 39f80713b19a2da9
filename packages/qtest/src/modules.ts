import type { DescribedWrite, TargetModule } from '@z2q/contracts';
import { z } from 'zod';
import type { ProjectApi } from './project-api.ts';
import { Id, IdOrNull, listOf, TextOrNull } from './wire.ts';

const Module: z.ZodType<TargetModule> = z
  .looseObject({
    id: Id,
    pid: TextOrNull,
    name: z.string(),
    description: TextOrNull,
    parent_id: IdOrNull,
    children: listOf(z.lazy(() => Module)),
  })
  .transform(({ id, pid, name, description, parent_id, children }) => ({
    id,
    pid,
    name,
    description,
    parentId: parent_id,
    children,
  }));

const ROUTE = '/modules/{id}';
const toQuery = (parentId: number | null) => ({ parentId: parentId ?? undefined });

export function listModules(
  api: ProjectApi,
  parentId: number | null,
  signal?: AbortSignal,
): Promise<readonly TargetModule[]> {
  return api.get('/modules', { route: '/modules', query: toQuery(parentId), schema: listOf(Module), signal });
}

export function listModuleTree(
  api: ProjectApi,
  parentId: number | null,
  signal?: AbortSignal,
): Promise<readonly TargetModule[]> {
  const query = { ...toQuery(parentId), expand: 'descendants' };
  return api.get('/modules', { route: '/modules', query, schema: listOf(Module), signal });
}

export const getModule = (api: ProjectApi, id: number, signal?: AbortSignal): Promise<TargetModule> =>
  api.get(`/modules/${id}`, { route: ROUTE, schema: Module, signal });

export function createModule(
  api: ProjectApi,
  module: DescribedWrite & { readonly parentId: number | null },
  signal?: AbortSignal,
): Promise<TargetModule> {
  const { parentId, ...body } = module;
  return api.post('/modules', { route: '/modules', query: toQuery(parentId), body, schema: Module, signal });
}

export const updateModule = (
  api: ProjectApi,
  id: number,
  body: DescribedWrite,
  signal?: AbortSignal,
): Promise<TargetModule> => api.put(`/modules/${id}`, { route: ROUTE, body, schema: Module, signal });

/** A request of its own, because one that names a parent ignores the body. */
export const moveModule = (
  api: ProjectApi,
  id: number,
  parentId: number,
  signal?: AbortSignal,
): Promise<TargetModule> =>
  api.put(`/modules/${id}`, { route: ROUTE, query: { parentId }, body: {}, schema: Module, signal });

/** Without `force`, so that a module with foreign content stays. */
export const deleteModule = (api: ProjectApi, id: number, signal?: AbortSignal): Promise<void> =>
  api.remove(`/modules/${id}`, { route: ROUTE, signal });
