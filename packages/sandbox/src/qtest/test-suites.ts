import { z } from 'zod';
import { notFound } from './api-error.ts';
import { Id, Name, Properties, readBody } from './body.ts';
import { ContainerMembers, readContainer, readContainerOrRoot } from './containers.ts';
import { toDateText } from './dates.ts';
import { type Call, type ProjectApi, readId } from './project-api.ts';
import { createValues, type FieldScope, toProperties, writeValues } from './properties.ts';
import { removeSuite } from './remove-objects.ts';
import type { Project } from './state/project.ts';
import { type Container, type ContainerType, containerPlace, type SuiteRow } from './state/rows.ts';
import type { Site } from './state/site.ts';

const SuiteUpdate = ContainerMembers.extend({
  name: Name.optional(),
  order: z.number().int().optional(),
  target_release_id: Id.nullish(),
  target_build_id: Id.nullish(),
  properties: Properties,
});
const SuiteCreate = SuiteUpdate.extend({ name: Name });

const parents: readonly ContainerType[] = ['root', 'release', 'test-cycle'];

const suiteOf = ({ project, params }: Call): SuiteRow => {
  const id = readId(params, 'testSuiteId');
  const row = project.suites.get(id);
  if (!row) throw notFound(`Test suite ${id}`);
  return row;
};

/** Unlike cycles, suites answer 200 on create, are not nested and have fields. */
export function addTestSuites(api: ProjectApi): void {
  const { site, refusals } = api.context;
  const scopeOf = (project: Project): FieldScope => ({ site, project, object: 'test-suites' });

  api.get('/test-suites', ({ project, query }) => {
    const place = containerPlace(readContainerOrRoot(project, parents, { query }));
    return [...project.suites.in(place)].map((row) => toSuite({ site, project }, row));
  });
  api.post('/test-suites', 200, ({ project, query, body }) => {
    const write = readBody(SuiteCreate, body);
    refusals.check('test-suites', write);
    const container = readContainerOrRoot(project, parents, { query, body: write });
    return toSuite({ site, project }, createSuite(scopeOf(project), container, write));
  });
  api.get('/test-suites/:testSuiteId', (call) => toSuite({ site, project: call.project }, suiteOf(call)));
  api.put('/test-suites/:testSuiteId', (call) => {
    const { project, query } = call;
    const row = suiteOf(call);
    const container = readContainer(project, parents, { query });
    // A move ignores the body.
    if (container === null) {
      const write = readBody(SuiteUpdate, call.body);
      refusals.check('test-suites', write);
      changeSuite(scopeOf(project), row, write);
    } else {
      project.suites.change(row, () => {
        row.container = container;
      });
    }
    row.modifiedAt = Date.now();
    return toSuite({ site, project }, row);
  });
  api.delete('/test-suites/:testSuiteId', (call) => removeSuite(call.project, suiteOf(call)));
}

function createSuite(scope: FieldScope, container: Container, write: z.infer<typeof SuiteCreate>): SuiteRow {
  const { project } = scope;
  const now = Date.now();
  return project.suites.insert({
    values: createValues(scope, write.properties),
    id: project.nextId(),
    pid: project.nextPid('TS'),
    name: write.name,
    order: write.order ?? project.suites.in(containerPlace(container)).size + 1,
    container,
    targetReleaseId: write.target_release_id ?? null,
    targetBuildId: write.target_build_id ?? null,
    createdAt: now,
    modifiedAt: now,
  });
}

function changeSuite(scope: FieldScope, row: SuiteRow, write: z.infer<typeof SuiteUpdate>): void {
  row.values = writeValues(scope, row.values, write.properties);
  row.name = write.name ?? row.name;
  row.order = write.order ?? row.order;
  if (write.target_release_id !== undefined) row.targetReleaseId = write.target_release_id;
  if (write.target_build_id !== undefined) row.targetBuildId = write.target_build_id;
}

export const toSuite = (
  { site, project }: { readonly site: Site; readonly project: Project },
  row: SuiteRow,
) => ({
  id: row.id,
  pid: row.pid,
  name: row.name,
  order: row.order,
  parentId: row.container.id,
  parentType: row.container.type,
  target_release_id: row.targetReleaseId,
  target_build_id: row.targetBuildId,
  properties: toProperties({ site, project, object: 'test-suites' }, row.values),
  created_date: toDateText(row.createdAt),
  last_modified_date: toDateText(row.modifiedAt),
});
