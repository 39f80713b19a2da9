import type { ReleaseWrite, TargetRelease } from '@z2q/contracts';
import { z } from 'zod';
import type { ProjectApi } from './project-api.ts';
import { Id, listOf, TextOrNull } from './wire.ts';

const Release = z
  .looseObject({ id: Id, pid: TextOrNull, name: z.string(), description: TextOrNull })
  .transform(({ id, pid, name, description }): TargetRelease => ({ id, pid, name, description }));

const ROUTE = '/releases/{id}';
/** Includes closed releases. Not paged. */
export const listReleases = (api: ProjectApi, signal?: AbortSignal): Promise<readonly TargetRelease[]> =>
  api.get('/releases', {
    route: '/releases',
    query: { includeClosed: true },
    schema: listOf(Release),
    signal,
  });

export const getRelease = (api: ProjectApi, id: number, signal?: AbortSignal): Promise<TargetRelease> =>
  api.get(`/releases/${id}`, { route: ROUTE, schema: Release, signal });

export const createRelease = (
  api: ProjectApi,
  release: ReleaseWrite,
  signal?: AbortSignal,
): Promise<TargetRelease> =>
  api.post('/releases', { route: '/releases', body: release, schema: Release, signal });

export const updateRelease = (
  api: ProjectApi,
  id: number,
  release: ReleaseWrite,
  signal?: AbortSignal,
): Promise<TargetRelease> =>
  api.put(`/releases/${id}`, { route: ROUTE, body: release, schema: Release, signal });

export const deleteRelease = (api: ProjectApi, id: number, signal?: AbortSignal): Promise<void> =>
  api.remove(`/releases/${id}`, { route: ROUTE, signal });
