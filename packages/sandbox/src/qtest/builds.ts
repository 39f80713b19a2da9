import { z } from 'zod';
import { badRequest, notFound } from './api-error.ts';
import { Id, Name, Properties, readBody } from './body.ts';
import { toDateText } from './dates.ts';
import { type Call, type ProjectApi, readId } from './project-api.ts';
import { createValues, type FieldScope, toProperties, writeValues } from './properties.ts';
import { readNumber } from './query.ts';
import { findRelease, toRelease } from './releases.ts';
import { removeBelongings } from './remove-objects.ts';
import type { Project } from './state/project.ts';
import type { BuildRow } from './state/rows.ts';
import type { Site } from './state/site.ts';

const BuildUpdate = z.looseObject({ name: Name.optional(), properties: Properties });
const BuildCreate = BuildUpdate.extend({ name: Name, release: z.looseObject({ id: Id }) });

const buildOf = ({ project, params }: Call): BuildRow => {
  const id = readId(params, 'buildId');
  const row = project.builds.get(id);
  if (!row) throw notFound(`Build ${id}`);
  return row;
};

/** A build cannot move to another release. */
export function addBuilds(api: ProjectApi): void {
  const { site, refusals } = api.context;
  const scopeOf = (project: Project): FieldScope => ({ site, project, object: 'builds' });

  api.get('/builds', ({ project, query }) => {
    const releaseId = readNumber(query, 'releaseId');
    if (releaseId === null) throw badRequest('releaseId is required.');
    const rows = project.builds.in(String(findRelease(project, releaseId).id));
    return [...rows].map((row) => toBuild({ site, project }, row));
  });
  api.post('/builds', 201, ({ project, body }) => {
    const write = readBody(BuildCreate, body);
    refusals.check('builds', write);
    return toBuild({ site, project }, createBuild(scopeOf(project), write));
  });
  api.get('/builds/:buildId', (call) => toBuild({ site, project: call.project }, buildOf(call)));
  api.put('/builds/:buildId', (call) => {
    const row = buildOf(call);
    const write = readBody(BuildUpdate, call.body);
    row.values = writeValues(scopeOf(call.project), row.values, write.properties);
    row.name = write.name ?? row.name;
    row.modifiedAt = Date.now();
    return toBuild({ site, project: call.project }, row);
  });
  api.delete('/builds/:buildId', (call) => {
    const { id } = buildOf(call);
    removeBelongings(call.project, 'builds', id);
    call.project.builds.remove(id);
  });
}

function createBuild(scope: FieldScope, write: z.infer<typeof BuildCreate>): BuildRow {
  const { project } = scope;
  const releaseId = findRelease(project, write.release.id).id;
  const now = Date.now();
  return project.builds.insert({
    values: createValues(scope, write.properties),
    id: project.nextId(),
    pid: project.nextPid('BL'),
    name: write.name,
    order: project.builds.in(String(releaseId)).size + 1,
    releaseId,
    createdAt: now,
    modifiedAt: now,
  });
}

export const toBuild = (scope: { readonly site: Site; readonly project: Project }, row: BuildRow) => ({
  id: row.id,
  pid: row.pid,
  name: row.name,
  order: row.order,
  properties: toProperties({ ...scope, object: 'builds' }, row.values),
  release: toRelease(scope, findRelease(scope.project, row.releaseId)),
  created_date: toDateText(row.createdAt),
  last_modified_date: toDateText(row.modifiedAt),
});
