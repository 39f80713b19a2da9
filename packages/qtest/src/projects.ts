import type { TargetProject, TargetStatus } from '@z2q/contracts';
import type { HttpClient } from '@z2q/http';
import { z } from 'zod';
import { createHasMore, itemsOf, RawPage } from './paging.ts';
import type { ProjectApi } from './project-api.ts';
import { Flag, Id, IdOrNull, listOf, TextOrNull } from './wire.ts';

const Project = z.looseObject({ id: Id, name: z.string() });
const User = z.looseObject({
  id: IdOrNull,
  user_name: TextOrNull,
  first_name: TextOrNull,
  last_name: TextOrNull,
});
const Status = z.looseObject({ id: Id, name: z.string(), is_default: Flag, active: Flag }).transform(
  ({ id, name, is_default, active }): TargetStatus => ({
    id,
    name,
    isDefault: is_default ?? false,
    isActive: active ?? true,
  }),
);

export async function getProject(api: ProjectApi, signal?: AbortSignal): Promise<TargetProject> {
  const { id, name } = await api.get('', { route: '', schema: Project, signal });
  return { id, name };
}

const PROJECTS = '/api/v3/projects';
/** The API returns no larger page. */
const PAGE_SIZE = 999;

/**
 * Every project that the token can see. A site that ignores the page number returns the same projects again, which ends
 * the listing.
 */
export async function listProjects(http: HttpClient, signal?: AbortSignal): Promise<TargetProject[]> {
  const projects = new Map<number, TargetProject>();
  const hasMore = createHasMore();
  for (let page = 1; ; page += 1) {
    const query = { page, pageSize: PAGE_SIZE };
    const raw = await http.json('GET', PROJECTS, { route: PROJECTS, query, schema: RawPage, signal });
    const before = projects.size;
    for (const { id, name } of itemsOf(raw, Project)) projects.set(id, { id, name });
    const isNews = projects.size > before;
    if (!isNews || !hasMore(PROJECTS, raw, { page, size: PAGE_SIZE })) return [...projects.values()];
  }
}

export async function whoAmI(
  http: HttpClient,
  signal?: AbortSignal,
): Promise<{ readonly id: number | null; readonly name: string }> {
  const path = '/api/v3/re-evaluation';
  const user = await http.json('GET', path, { route: path, schema: User, signal });
  const fullName = [user.first_name, user.last_name].filter(Boolean).join(' ');
  return { id: user.id, name: user.user_name ?? fullName };
}

export function getPermissions(api: ProjectApi, signal?: AbortSignal): Promise<unknown> {
  const path = '/user-profiles/current';
  return api.get(path, { route: path, schema: z.unknown(), signal });
}

export function listStatuses(api: ProjectApi, signal?: AbortSignal): Promise<readonly TargetStatus[]> {
  const path = '/test-runs/execution-statuses';
  return api.get(path, { route: path, schema: listOf(Status), signal });
}
