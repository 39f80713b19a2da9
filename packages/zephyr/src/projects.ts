import { z } from 'zod';
import type { GetClient } from './get-client.ts';
import type { SourceProject } from './source-client.ts';
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

/** Keeps what was received beside what is read of it. */
const Received = z.unknown().transform((received, context) => {
  const parsed = Project.safeParse(received);
  if (parsed.success) return { project: parsed.data, received };
  context.addIssue({ code: 'custom', message: 'is no project' });
  return z.NEVER;
});
