import { z } from 'zod';
import { badRequest, notFound } from './api-error.ts';
import { Id, Name, Properties, readBody } from './body.ts';
import { ContainerMembers, readContainer, readContainerOrRoot } from './containers.ts';
import { readPageOf999, toPagedObject } from './paging.ts';
import { type Call, type ProjectApi, readId } from './project-api.ts';
import { createValues, type FieldScope, writeValues } from './properties.ts';
import { readText } from './query.ts';
import { removeRun } from './remove-objects.ts';
import { runsBelow } from './run-tree.ts';
import type { Project } from './state/project.ts';
import {
  type CaseRow,
  type Container,
  type ContainerType,
  containerPlace,
  type RunRow,
} from './state/rows.ts';
import { currentVersion } from './test-case-versions.ts';
import { type RunView, toRun } from './test-run-view.ts';

const RunUpdate = ContainerMembers.extend({
  name: Name.optional(),
  test_case: z.looseObject({ id: Id }).optional(),
  test_case_version_id: Id.nullish(),
  order: z.number().int().optional(),
  properties: Properties,
});
const RunCreate = RunUpdate.extend({ test_case: z.looseObject({ id: Id }) });

const parents: readonly ContainerType[] = ['root', 'release', 'test-cycle', 'test-suite'];

export const runOf = ({ project, params }: Call): RunRow => {
  const id = readId(params, 'testRunId');
  const row = project.runs.get(id);
  if (!row) throw notFound(`Test run ${id}`);
  return row;
};

const readView = ({ query }: Call): RunView => {
  const expand = readText(query, 'expand') ?? '';
  return {
    withLatestLog: false,
    withCase: expand.startsWith('testcase'),
    withSteps: expand === 'testcase.teststep',
  };
};

/** One run for each request; the same case may have two runs in one place. */
export function addTestRuns(api: ProjectApi): void {
  const { site, refusals } = api.context;
  const scopeOf = (project: Project): FieldScope => ({ site, project, object: 'test-runs' });
  const listed = { withLatestLog: true };

  api.get('/test-runs/execution-statuses', ({ project }) => project.statuses);
  api.get('/test-runs', ({ project, query, url }) => {
    const container = readContainerOrRoot(project, parents, { query });
    const isDeep = readText(query, 'expand') === 'descendants';
    const direct = project.runs.in(containerPlace(container));
    const rows = isDeep ? [...runsBelow(project, container)] : direct;
    const total = Array.isArray(rows) ? rows.length : direct.size;
    const toItem = (row: RunRow) => toRun({ site, project }, row, listed);
    return toPagedObject(rows, total, { request: readPageOf999(query), url, toItem });
  });
  api.post('/test-runs', 201, (call) => {
    const { project, query } = call;
    const write = readBody(RunCreate, call.body);
    refusals.check('test-runs', write);
    const container = readContainerOrRoot(project, parents, { query, body: write });
    return toRun({ site, project }, createRun(scopeOf(project), container, write), readView(call));
  });
  api.get('/test-runs/:testRunId', (call) =>
    toRun({ site, project: call.project }, runOf(call), readView(call)),
  );
  api.put('/test-runs/:testRunId', (call) => {
    const { project, query } = call;
    const row = runOf(call);
    const container = readContainer(project, parents, { query });
    // A move ignores the body.
    if (container === null) {
      const write = readBody(RunUpdate, call.body);
      refusals.check('test-runs', write);
      changeRun(scopeOf(project), row, write);
    } else {
      project.runs.change(row, () => {
        row.container = container;
      });
    }
    row.modifiedAt = Date.now();
    return toRun({ site, project }, row, readView(call));
  });
  api.delete('/test-runs/:testRunId', (call) => {
    removeRun(call.project, runOf(call));
    return { message: 'Test run deleted.' };
  });
}

/** An unknown version is answered by an opaque 400; without one the newest version is used. */
function toVersionId(testCase: CaseRow, id: number | null | undefined): number {
  if (id === null || id === undefined) return currentVersion(testCase).id;
  if (!testCase.versions.some((version) => version.id === id)) throw badRequest('Invalid request.');
  return id;
}

function createRun(scope: FieldScope, container: Container, write: z.infer<typeof RunCreate>): RunRow {
  const { project, site } = scope;
  const testCase = project.cases.get(write.test_case.id);
  if (!testCase) throw notFound(`Test case ${write.test_case.id}`);
  const now = Date.now();
  const versionId = toVersionId(testCase, write.test_case_version_id);
  const row = project.runs.insert({
    values: createValues(scope, write.properties),
    versionId,
    id: project.nextId(),
    pid: project.nextPid('TR'),
    name: write.name ?? currentVersion(testCase).name,
    order: write.order ?? project.runs.in(containerPlace(container)).size + 1,
    container,
    caseId: testCase.id,
    creatorId: site.currentUser.id,
    createdAt: now,
    modifiedAt: now,
  });
  const siblings = project.runsOfCase.get(testCase.id);
  if (siblings) siblings.add(row);
  else project.runsOfCase.set(testCase.id, new Set([row]));
  return row;
}

function changeRun(scope: FieldScope, row: RunRow, write: z.infer<typeof RunUpdate>): void {
  const testCase = scope.project.cases.get(row.caseId);
  row.values = writeValues(scope, row.values, write.properties);
  if (write.test_case_version_id && testCase) {
    row.versionId = toVersionId(testCase, write.test_case_version_id);
  }
  row.name = write.name ?? row.name;
  row.order = write.order ?? row.order;
}
