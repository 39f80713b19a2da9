import { z } from 'zod';
import { badRequest, notFound } from './api-error.ts';
import { Id, Name, Properties, readBody } from './body.ts';
import { readDate, toDateText } from './dates.ts';
import { type ProjectApi, readId } from './project-api.ts';
import { createValues, type FieldScope, toProperties, writeValues } from './properties.ts';
import { removeRelease } from './remove-objects.ts';
import type { Project } from './state/project.ts';
import type { ReleaseRow } from './state/rows.ts';
import type { Site } from './state/site.ts';

const ReleaseUpdate = z.looseObject({
  name: Name.optional(),
  description: z.string().nullish(),
  note: z.string().nullish(),
  start_date: z.string().nullish(),
  end_date: z.string().nullish(),
  order: Id.optional(),
  properties: Properties,
});
const ReleaseCreate = ReleaseUpdate.extend({ name: Name });
type ReleaseUpdate = z.infer<typeof ReleaseUpdate>;

/** Throws 404. */
export function findRelease(project: Project, id: number): ReleaseRow {
  const row = project.releases.get(id);
  if (!row) throw notFound(`Release ${id}`);
  return row;
}

/** Releases hold builds, cycles, suites and runs. */
export function addReleases(api: ProjectApi): void {
  const { site, refusals } = api.context;
  const scopeOf = (project: Project): FieldScope => ({ site, project, object: 'releases' });

  api.get('/releases', ({ project }) =>
    [...project.releases.all()].map((row) => toRelease({ site, project }, row)),
  );
  api.post('/releases', 201, ({ project, body }) => {
    const write = readBody(ReleaseCreate, body);
    refusals.check('releases', write);
    return toRelease({ site, project }, createRelease(scopeOf(project), write));
  });
  api.get('/releases/:releaseId', ({ project, params }) =>
    toRelease({ site, project }, findRelease(project, readId(params, 'releaseId'))),
  );
  api.put('/releases/:releaseId', ({ project, params, body }) => {
    const row = findRelease(project, readId(params, 'releaseId'));
    const write = readBody(ReleaseUpdate, body);
    refusals.check('releases', write);
    changeRelease(scopeOf(project), row, write);
    return toRelease({ site, project }, row);
  });
  api.delete('/releases/:releaseId', ({ project, params }) =>
    removeRelease(project, findRelease(project, readId(params, 'releaseId'))),
  );
}

function toDate(text: string | null | undefined): string | null {
  if (!text) return null;
  const epochMs = readDate(text);
  if (epochMs === null) throw badRequest('Invalid date.');
  return toDateText(epochMs);
}

function createRelease(scope: FieldScope, write: z.infer<typeof ReleaseCreate>): ReleaseRow {
  const { project } = scope;
  const now = Date.now();
  return project.releases.insert({
    values: createValues(scope, write.properties),
    startDate: toDate(write.start_date),
    endDate: toDate(write.end_date),
    id: project.nextId(),
    pid: project.nextPid('RL'),
    name: write.name,
    description: write.description ?? '',
    note: write.note ?? '',
    order: write.order ?? project.releases.size + 1,
    createdAt: now,
    modifiedAt: now,
  });
}

function changeRelease(scope: FieldScope, row: ReleaseRow, write: ReleaseUpdate): void {
  row.values = writeValues(scope, row.values, write.properties);
  row.name = write.name ?? row.name;
  row.description = write.description ?? row.description;
  row.note = write.note ?? row.note;
  row.order = write.order ?? row.order;
  if (write.start_date !== undefined) row.startDate = toDate(write.start_date);
  if (write.end_date !== undefined) row.endDate = toDate(write.end_date);
  row.modifiedAt = Date.now();
}

export const toRelease = (
  { site, project }: { readonly site: Site; readonly project: Project },
  row: ReleaseRow,
) => ({
  id: row.id,
  pid: row.pid,
  name: row.name,
  order: row.order,
  description: row.description,
  note: row.note,
  start_date: row.startDate,
  end_date: row.endDate,
  properties: toProperties({ site, project, object: 'releases' }, row.values),
  created_date: toDateText(row.createdAt),
  last_modified_date: toDateText(row.modifiedAt),
});
