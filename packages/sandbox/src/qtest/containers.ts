import { z } from 'zod';
import { badRequest, notFound } from './api-error.ts';
import { Id } from './body.ts';
import { type Query, readNumber, readText } from './query.ts';
import type { Project } from './state/project.ts';
import type { Container, ContainerType } from './state/rows.ts';

/** Parent members in a body, accepted beside the query by at least one site of 2026. */
export const ContainerMembers = z.looseObject({ parentId: Id.nullish(), parentType: z.string().nullish() });

const root: Container = { type: 'root', id: 0 };

const tableOf = (project: Project, type: ContainerType) => {
  if (type === 'release') return project.releases;
  return type === 'test-cycle' ? project.cycles : project.suites;
};

/** The requested place, or null without one. Throws 400 for a kind that cannot hold the object, 404 for an unknown id. */
export function readContainer(
  project: Project,
  allowed: readonly ContainerType[],
  { query, body }: { readonly query: Query; readonly body?: z.infer<typeof ContainerMembers> },
): Container | null {
  const id = readNumber(query, 'parentId') ?? body?.parentId ?? null;
  const type = readText(query, 'parentType') ?? body?.parentType ?? null;
  if (id === null && type === null) return null;
  if (type === null && id === 0) return root;
  if (type === null) throw badRequest('parentType is required with parentId.');
  const kind = allowed.find((candidate) => candidate === type);
  if (kind === undefined) throw badRequest(`parentType ${type} cannot hold this object.`);
  if (kind === 'root') {
    if (id !== null && id !== 0) throw badRequest('parentId of root is 0.');
    return root;
  }
  if (id === null) throw badRequest('parentId is required with parentType.');
  if (!tableOf(project, kind).get(id)) throw notFound(`${kind} ${id}`);
  return { type: kind, id };
}

/** The requested place, otherwise the top level. */
export const readContainerOrRoot = (
  project: Project,
  allowed: readonly ContainerType[],
  from: { readonly query: Query; readonly body?: z.infer<typeof ContainerMembers> },
): Container => readContainer(project, allowed, from) ?? root;
