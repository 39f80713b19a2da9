import { z } from 'zod';
import { notFound } from './api-error.ts';
import { Id, Name, NoInlineFiles, Properties, readBody } from './body.ts';
import { createModule, findModule } from './modules.ts';
import { readPage, slicePage } from './paging.ts';
import { type Call, type ProjectApi, readId } from './project-api.ts';
import { createValues, type FieldScope, writeValues } from './properties.ts';
import { type Query, readFlag, readNumber, readText } from './query.ts';
import { removeCase } from './remove-objects.ts';
import type { Project } from './state/project.ts';
import type { CaseRow, VersionRow } from './state/rows.ts';
import type { Site } from './state/site.ts';
import { addDraft, currentVersion, firstVersion } from './test-case-versions.ts';
import { type CaseView, readParameterForm, toTestCase } from './test-case-view.ts';
import { readSteps, StepWrite } from './test-step-write.ts';

const CaseUpdate = z.looseObject({
  name: Name.optional(),
  parent_id: Id.nullish(),
  order: z.number().int().optional(),
  description: z.string().nullish(),
  precondition: z.string().nullish(),
  properties: Properties,
  test_steps: z.array(StepWrite).nullish(),
  attachments: NoInlineFiles,
});
const CaseCreate = CaseUpdate.extend({ name: Name });

/** By numeric id or pid. */
export function findCase(project: Project, idOrPid: string): CaseRow {
  const row = project.cases.find(idOrPid);
  if (!row) throw notFound(`Test case ${idOrPid}`);
  return row;
}

export function findVersion(row: CaseRow, id: number): VersionRow {
  const version = row.versions.find((candidate) => candidate.id === id);
  if (!version) throw notFound(`Version ${id}`);
  return version;
}

/** The case of a path that allows only its numeric id. */
export const caseOf = ({ project, params }: Call): CaseRow =>
  findCase(project, String(readId(params, 'testCaseId')));

const readView = (query: Query): CaseView => ({
  withProperties: true,
  withSteps: readText(query, 'expand') === 'teststep',
  byName: readParameterForm(query),
});

/** A case as a single read returns it: with properties, and with steps if the query asks for them. */
export const toAnswer =
  (site: Site) =>
  ({ project, query }: Call, row: CaseRow, version = currentVersion(row)) =>
    toTestCase({ site, project }, row, { view: readView(query), version });

/** One case for each request, with its steps; creating answers 200. */
export function addTestCases(api: ProjectApi): void {
  const { site, refusals } = api.context;
  const scopeOf = (project: Project): FieldScope => ({ site, project, object: 'test-cases' });
  const answer = toAnswer(site);

  api.get('/test-cases', ({ project, query }) => {
    const view = {
      withProperties: readFlag(query, 'expandProps', true),
      withSteps: readFlag(query, 'expandSteps', false),
      byName: readParameterForm(query),
    };
    return listCases(project, query).map((row) => toTestCase({ site, project }, row, { view }));
  });
  api.post('/test-cases', 200, (call) => {
    const write = readBody(CaseCreate, call.body);
    refusals.check('test-cases', write);
    return answer(call, createCase(scopeOf(call.project), write));
  });
  api.get('/test-cases/:testCaseId', (call) => {
    const row = findCase(call.project, call.params.testCaseId ?? '');
    const versionId = readNumber(call.query, 'versionId');
    return answer(call, row, versionId === null ? undefined : findVersion(row, versionId));
  });
  api.put('/test-cases/:testCaseId', (call) => {
    const row = caseOf(call);
    const write = readBody(CaseUpdate, call.body);
    refusals.check('test-cases', write);
    updateCase(scopeOf(call.project), row, write);
    return answer(call, row);
  });
  api.delete('/test-cases/:testCaseId', (call) => removeCase(call.project, caseOf(call)));
}

/** Only `size` counts; `pageSize` is ignored. 100 is the largest page seen on real sites. */
function listCases(project: Project, query: Query): CaseRow[] {
  const parentId = readNumber(query, 'parentId');
  const rows =
    parentId === null ? project.cases.all() : project.cases.in(String(findModule(project, parentId).id));
  return slicePage(rows, readPage(query, { sizeName: 'size', absent: 20, cap: 100 }));
}

const defaultModuleName = 'Created via API';

function toParentId(project: Project, parentId: number | null | undefined): number {
  if (parentId) return findModule(project, parentId).id;
  const known = [...project.modules.in('0')].find((module) => module.name === defaultModuleName);
  return (known ?? createModule(project, { name: defaultModuleName, description: '', parentId: null })).id;
}

function createCase(scope: FieldScope, write: z.infer<typeof CaseCreate>): CaseRow {
  const { project, site } = scope;
  const values = createValues(scope, write.properties);
  const steps = readSteps(project, write.test_steps ?? []);
  const parentId = toParentId(project, write.parent_id);
  const id = project.nextId();
  const now = Date.now();
  const version = firstVersion(project, id, {
    name: write.name,
    description: write.description ?? '',
    precondition: write.precondition ?? '',
    values,
    steps,
  });
  return project.cases.insert({
    id,
    pid: project.nextPid('TC'),
    creatorId: site.currentUser.id,
    parentId,
    order: write.order ?? project.cases.in(String(parentId)).size + 1,
    versions: [version],
    createdAt: now,
    modifiedAt: now,
  });
}

/** Members that are omitted stay; `test_steps` replaces all steps (both unconfirmed on real sites). */
function updateCase(scope: FieldScope, row: CaseRow, write: z.infer<typeof CaseUpdate>): void {
  const { project } = scope;
  const before = currentVersion(row);
  const values = writeValues(scope, before.values, write.properties);
  const steps = write.test_steps ? readSteps(project, write.test_steps) : null;
  const parentId = write.parent_id ? findModule(project, write.parent_id).id : row.parentId;
  addDraft(project, row, {
    name: write.name ?? before.name,
    description: write.description ?? before.description,
    precondition: write.precondition ?? before.precondition,
    values,
    ...(steps ? { steps } : {}),
  });
  project.cases.change(row, () => {
    row.parentId = parentId;
    row.order = write.order ?? row.order;
  });
}
