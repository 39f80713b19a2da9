import { z } from 'zod';
import { badRequest } from './api-error.ts';
import { Id, readBody } from './body.ts';
import { hasObject, requireObject } from './owners.ts';
import { type Call, type ProjectApi, readId } from './project-api.ts';
import { readNumbers, readText } from './query.ts';
import type { Project } from './state/project.ts';
import { type LinkRow, ownerPlace } from './state/rows.ts';

/** Test cases cannot be the source of a link: a requirement is linked to its cases, not the other way. */
const sources = ['releases', 'builds', 'requirements', 'test-logs', 'test-steps'];
const targets = [...sources, 'test-cases', 'test-runs', 'defects'];
const Ids = z.array(Id);
const Keys = z.array(z.string().min(1));

type Source = { readonly objectType: string; readonly id: number };

function sourceOf({ project, params }: Call, allowed: readonly string[]): Source {
  const source = { objectType: params.objectType ?? '', id: readId(params, 'objectId') };
  requireObject(project, allowed, source);
  return source;
}

const readTarget = ({ query }: Call): string => {
  const type = readText(query, 'type') ?? '';
  if (!targets.includes(type)) throw badRequest(`Cannot link to ${type}.`);
  return type;
};

export function addLinks(api: ProjectApi): void {
  api.post('/:objectType/:objectId/link', 200, (call) => {
    const from = sourceOf(call, sources);
    const toType = readTarget(call);
    // What cannot be linked is silently skipped; the answer shows what was linked.
    const ids = readBody(Ids, call.body).filter((id) => hasObject(call.project, toType, id));
    for (const id of ids) addLink(call.project, from, { toType, toId: id, toKey: null });
    return [toContainer(call.project, from, (link) => link.toType === toType && ids.includes(link.toId))];
  });
  api.delete('/:objectType/:objectId/link', (call) => {
    const from = sourceOf(call, sources);
    const toType = readTarget(call);
    const ids = readBody(Ids, call.body);
    removeLinks(call.project, from, (link) => link.toType === toType && ids.includes(link.toId));
    return {};
  });
  addDefectLinks(api);
  api.get('/linked-artifacts', (call) => {
    const objectType = readTarget(call);
    return readNumbers(call.query, 'ids')
      .filter((id) => hasObject(call.project, objectType, id))
      .map((id) => toContainer(call.project, { objectType, id }, () => true));
  });
}

/** Defects by pid or by the key of a connected tracker, only for steps and logs. */
function addDefectLinks(api: ProjectApi): void {
  const path = '/:objectType/:objectId/defects';
  const holders = ['test-steps', 'test-logs'];
  api.post(path, 201, (call) => {
    const from = sourceOf(call, holders);
    const keys = readBody(Keys, call.body);
    for (const key of keys) {
      const toId = call.project.defects.find(key)?.id ?? 0;
      addLink(call.project, from, { toType: 'defects', toId, toKey: key });
    }
    const objects = keys.map((key) => ({ pid: key, external_defect_id: key }));
    return [{ id: from.id, objects }];
  });
  api.delete(path, (call) => {
    const from = sourceOf(call, holders);
    const keys = readBody(Keys, call.body);
    removeLinks(call.project, from, (link) => link.toKey !== null && keys.includes(link.toKey));
    return keys;
  });
}

const linksOf = (project: Project, { objectType, id }: Source): LinkRow[] => [
  ...project.links.in(ownerPlace(objectType, id)),
];

function addLink(project: Project, from: Source, to: Pick<LinkRow, 'toType' | 'toId' | 'toKey'>): void {
  const isKnown = linksOf(project, from).some(
    (link) => link.toType === to.toType && link.toId === to.toId && link.toKey === to.toKey,
  );
  if (isKnown) return;
  const id = project.nextId();
  project.links.insert({ id, pid: `link-${id}`, fromType: from.objectType, fromId: from.id, ...to });
}

function removeLinks(project: Project, from: Source, isMeant: (link: LinkRow) => boolean): void {
  for (const link of linksOf(project, from)) if (isMeant(link)) project.links.remove(link.id);
}

/** Links of an object, read from either end. */
function toContainer(project: Project, source: Source, isMeant: (link: LinkRow) => boolean) {
  const outgoing = linksOf(project, source)
    .filter(isMeant)
    .map((link) => ({ id: link.toId, pid: link.toKey ?? '', link_type: 'is_covered_by', self: '' }));
  const incoming = [...project.links.all()]
    .filter((link) => link.toType === source.objectType && link.toId === source.id && isMeant(link))
    .map((link) => ({ id: link.fromId, pid: '', link_type: 'covers', self: '' }));
  return { id: source.id, pid: '', objects: [...outgoing, ...incoming] };
}
