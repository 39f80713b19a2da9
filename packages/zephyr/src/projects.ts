import { z } from 'zod';
import type { GetClient } from './get-client.ts';
import { listAll } from './list-all.ts';
import type { ListedProject, SourceProject } from './source-client.ts';
import { toPathPart } from './to-path-part.ts';
import { Id } from './wire.ts';

const Project = z.looseObject({ id: Id, key: z.string(), enabled: z.boolean().nullish().catch(null) });

export async function getProject(
  client: GetClient,
  projectKey: string,
  signal?: AbortSignal,
): Promise<SourceProject> {
  const raw = await client.get(`/projects/${toPathPart(projectKey)}`, {
    route: '/projects/{key}',
    schema: Received,
    signal,
  });
  const { id, key, enabled } = raw.project;
  return { sourceId: id, key, isEnabled: enabled ?? true, raw: raw.received };
}

/** Keeps the raw value beside what is read of it. */
const Received = z.unknown().transform((received, context) => {
  const parsed = Project.safeParse(received);
  if (parsed.success) return { project: parsed.data, received };
  context.addIssue({ code: 'custom', message: 'is no project' });
  return z.NEVER;
});

/** Every project that the token can see. An entry without a key cannot be requested and is left out. */
export async function listProjects(
  client: GetClient,
  signal?: AbortSignal,
): Promise<readonly ListedProject[]> {
  const { values } = await listAll(client, { path: '/projects', route: '/projects', signal });
  return values.flatMap((value) => {
    const { data } = Project.safeParse(value);
    return data ? [{ sourceId: data.id, key: data.key, isEnabled: data.enabled ?? true }] : [];
  });
}
