import { z } from 'zod';
import { notFound } from './api-error.ts';
import { Id, Name, Properties, readBody } from './body.ts';
import { toDateText } from './dates.ts';
import { findModule } from './modules.ts';
import { readPage, slicePage } from './paging.ts';
import { type Call, type ProjectApi, readId } from './project-api.ts';
import { createValues, type FieldScope, toProperties, writeValues } from './properties.ts';
import { readNumber } from './query.ts';
import { removeRequirement } from './remove-objects.ts';
import type { Project } from './state/project.ts';
import type { RequirementRow } from './state/rows.ts';
import type { Site } from './state/site.ts';

const RequirementUpdate = z.looseObject({
  name: Name.optional(),
  order: Id.optional(),
  properties: Properties,
});
const RequirementCreate = RequirementUpdate.extend({ name: Name });

const requirementOf = ({ project, params }: Call): RequirementRow => {
  const id = readId(params, 'requirementId');
  const row = project.requirements.get(id);
  if (!row) throw notFound(`Requirement ${id}`);
  return row;
};

const readModuleId = ({ project, query }: Call): number | null => {
  const id = readNumber(query, 'parentId');
  return id === null || id === 0 ? null : findModule(project, id).id;
};

/** Requirements live in modules; their description is a property. */
export function addRequirements(api: ProjectApi): void {
  const { site, refusals } = api.context;
  const scopeOf = (project: Project): FieldScope => ({ site, project, object: 'requirements' });

  api.get('/requirements', (call) => {
    const { project, query } = call;
    const moduleId = readModuleId(call);
    const rows = moduleId === null ? project.requirements.all() : project.requirements.in(String(moduleId));
    const page = readPage(query, { sizeName: 'size', absent: 20, cap: 100 });
    return slicePage(rows, page).map((row) => toRequirement({ site, project }, row));
  });
  api.post('/requirements', 200, (call) => {
    const write = readBody(RequirementCreate, call.body);
    refusals.check('requirements', write);
    const row = createRequirement(scopeOf(call.project), readModuleId(call), write);
    return toRequirement({ site, project: call.project }, row);
  });
  api.get('/requirements/:requirementId', (call) =>
    toRequirement({ site, project: call.project }, requirementOf(call)),
  );
  api.put('/requirements/:requirementId', (call) => {
    const row = requirementOf(call);
    const write = readBody(RequirementUpdate, call.body);
    refusals.check('requirements', write);
    const parentId = readModuleId(call) ?? row.parentId;
    row.values = writeValues(scopeOf(call.project), row.values, write.properties);
    call.project.requirements.change(row, () => {
      row.parentId = parentId;
      row.name = write.name ?? row.name;
    });
    row.modifiedAt = Date.now();
    return toRequirement({ site, project: call.project }, row);
  });
  api.delete('/requirements/:requirementId', (call) =>
    removeRequirement(call.project, requirementOf(call).id),
  );
}

function createRequirement(
  scope: FieldScope,
  parentId: number | null,
  write: z.infer<typeof RequirementCreate>,
): RequirementRow {
  const { project } = scope;
  const now = Date.now();
  return project.requirements.insert({
    values: createValues(scope, write.properties),
    id: project.nextId(),
    pid: project.nextPid('RQ'),
    name: write.name,
    order: write.order ?? project.requirements.in(String(parentId ?? 0)).size + 1,
    parentId,
    createdAt: now,
    modifiedAt: now,
  });
}

export const toRequirement = (
  { site, project }: { readonly site: Site; readonly project: Project },
  row: RequirementRow,
) => ({
  id: row.id,
  pid: row.pid,
  name: row.name,
  order: row.order,
  ...(row.parentId === null ? {} : { parent_id: row.parentId }),
  properties: toProperties({ site, project, object: 'requirements' }, row.values),
  created_date: toDateText(row.createdAt),
  last_modified_date: toDateText(row.modifiedAt),
});
