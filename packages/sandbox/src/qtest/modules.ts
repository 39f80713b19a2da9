import { z } from 'zod';
import { badRequest, notFound } from './api-error.ts';
import { Id, Name, readBody } from './body.ts';
import { toDateText } from './dates.ts';
import type { QtestOptions } from './options.ts';
import { type ProjectApi, readId } from './project-api.ts';
import { type Query, readFlag, readNumber, readText } from './query.ts';
import { removeModule } from './remove-objects.ts';
import type { Project } from './state/project.ts';
import type { ModuleRow } from './state/rows.ts';

const ModuleWrite = z.looseObject({
  name: Name,
  description: z.string().nullish(),
  parent_id: Id.nullish(),
});
const ModuleUpdate = ModuleWrite.partial({ name: true });

export function findModule(project: Project, id: number): ModuleRow {
  const row = project.modules.get(id);
  if (!row) throw notFound(`Module ${id}`);
  return row;
}

/** Siblings may have the same name: nothing documents otherwise. */
export function createModule(
  project: Project,
  module: { readonly name: string; readonly description: string; readonly parentId: number | null },
): ModuleRow {
  const now = Date.now();
  return project.modules.insert({
    ...module,
    id: project.nextId(),
    pid: project.nextPid('MD'),
    order: project.modules.in(String(module.parentId ?? 0)).size + 1,
    createdAt: now,
    modifiedAt: now,
  });
}

/** The parent is in the query; a PUT with a parent moves. Folders have no fields. */
export function addModules(api: ProjectApi): void {
  const { refusals, options } = api.context;

  api.get('/modules', ({ project, query }) => listModules(project, query, options));
  api.post('/modules', 201, ({ project, query, body }) => {
    const write = readBody(ModuleWrite, body);
    refusals.check('modules', write);
    // The parent belongs in the query; a parent in the body still works on at least one site of 2026.
    const parentId = toParent(project, readNumber(query, 'parentId') ?? write.parent_id ?? null);
    return toModule(
      project,
      createModule(project, { name: write.name, description: write.description ?? '', parentId }),
    );
  });
  api.get('/modules/:moduleId', ({ project, params, query }) =>
    toModule(project, findModule(project, readId(params, 'moduleId')), depthOf(query, options)),
  );
  api.put('/modules/:moduleId', ({ project, params, query, body }) => {
    const row = findModule(project, readId(params, 'moduleId'));
    const parentId = readNumber(query, 'parentId');
    // A move ignores the body.
    if (parentId !== null) moveModule(project, row, toParent(project, parentId));
    else {
      const write = readBody(ModuleUpdate, body);
      refusals.check('modules', write);
      row.name = write.name ?? row.name;
      row.description = write.description ?? row.description;
    }
    row.modifiedAt = Date.now();
    return toModule(project, row);
  });
  api.delete('/modules/:moduleId', ({ project, params, query }) => {
    const row = findModule(project, readId(params, 'moduleId'));
    removeModule(project, row, readFlag(query, 'force', false));
    return { message: 'Module deleted.' };
  });
}

/** How many levels below an object its answer contains. */
export const depthOf = (query: Query, { trees }: QtestOptions): number => {
  if (readText(query, 'expand') !== 'descendants') return 0;
  return trees === 'cut' ? 1 : Number.POSITIVE_INFINITY;
};

const toParent = (project: Project, id: number | null): number | null =>
  id === null || id === 0 ? null : findModule(project, id).id;

function listModules(project: Project, query: Query, options: QtestOptions): unknown {
  const depth = depthOf(query, options);
  const search = readText(query, 'search');
  const parentId = toParent(project, readNumber(query, 'parentId'));
  if (search !== null && search !== '') {
    return [...project.modules.all()]
      .filter((row) => row.name.includes(search))
      .map((row) => toModule(project, row, depth));
  }
  return [...project.modules.in(String(parentId ?? 0))].map((row) => toModule(project, row, depth));
}

function moveModule(project: Project, row: ModuleRow, parentId: number | null): void {
  for (let id = parentId; id !== null; id = findModule(project, id).parentId) {
    if (id === row.id) throw badRequest('A module cannot be moved into itself.');
  }
  project.modules.change(row, () => {
    row.parentId = parentId;
  });
}

function toModule(project: Project, row: ModuleRow, depth = 0): Record<string, unknown> {
  return {
    id: row.id,
    pid: row.pid,
    name: row.name,
    order: row.order,
    parent_id: row.parentId,
    description: row.description,
    shared: false,
    recursive: depth > 0,
    created_date: toDateText(row.createdAt),
    last_modified_date: toDateText(row.modifiedAt),
    ...(depth > 0
      ? {
          children: [...project.modules.in(String(row.id))].map((child) =>
            toModule(project, child, depth - 1),
          ),
        }
      : {}),
  };
}
