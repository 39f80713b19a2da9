import { z } from 'zod';
import { badRequest, notFound } from './api-error.ts';
import { Id, Name, readBody } from './body.ts';
import { ContainerMembers, readContainer, readContainerOrRoot } from './containers.ts';
import { toDateText } from './dates.ts';
import { depthOf } from './modules.ts';
import { readPage, slicePage } from './paging.ts';
import { type Call, type ProjectApi, readId } from './project-api.ts';
import { type Query, readFlag, readNumber, readText } from './query.ts';
import { removeCycle } from './remove-objects.ts';
import type { Project } from './state/project.ts';
import { type Container, type ContainerType, type CycleRow, containerPlace } from './state/rows.ts';
import type { Site } from './state/site.ts';
import { toSuite } from './test-suites.ts';

const CycleUpdate = ContainerMembers.extend({
  name: Name.optional(),
  description: z.string().nullish(),
  order: z.number().int().optional(),
  target_release_id: Id.nullish(),
  target_build_id: Id.nullish(),
});
const CycleCreate = CycleUpdate.extend({ name: Name });

/** Suites can hold neither cycles nor suites. */
const parents: readonly ContainerType[] = ['root', 'release', 'test-cycle'];

const cycleOf = ({ project, params }: Call): CycleRow => {
  const id = readId(params, 'testCycleId');
  const row = project.cycles.get(id);
  if (!row) throw notFound(`Test cycle ${id}`);
  return row;
};

/** Folders of the execution tree; they have no fields. */
export function addTestCycles(api: ProjectApi): void {
  const { site, refusals, options } = api.context;
  const answer = ({ project, query }: Call, row: CycleRow) =>
    toCycle({ site, project }, row, { depth: depthOf(query, options), isLean: options.trees === 'lean' });

  api.get('/test-cycles', (call) => listCycles(call).map((row) => answer(call, row)));
  api.post('/test-cycles', 201, (call) => {
    const write = readBody(CycleCreate, call.body);
    refusals.check('test-cycles', write);
    const container = readContainerOrRoot(call.project, parents, { query: call.query, body: write });
    return answer(call, createCycle(call.project, container, write));
  });
  api.get('/test-cycles/:testCycleId', (call) => answer(call, cycleOf(call)));
  api.put('/test-cycles/:testCycleId', (call) => {
    const row = cycleOf(call);
    const container = readContainer(call.project, parents, { query: call.query });
    // A move ignores the body, as it does for modules, suites and runs (unconfirmed for cycles).
    if (container !== null) moveCycle(call.project, row, container);
    else changeCycle(row, readBody(CycleUpdate, call.body), refusals.check);
    row.modifiedAt = Date.now();
    return answer(call, row);
  });
  api.delete('/test-cycles/:testCycleId', (call) => {
    removeCycle(call.project, cycleOf(call), readFlag(call.query, 'force', false));
    return { message: 'Test cycle deleted.' };
  });
}

/** A negative pageSize without a page means everything (OpenAPI). */
function listCycles({ project, query }: Call): CycleRow[] {
  const rows = project.cycles.in(containerPlace(readContainerOrRoot(project, parents, { query })));
  return isEverything(query)
    ? [...rows]
    : slicePage(rows, readPage(query, { sizeName: 'pageSize', absent: 100, cap: 999 }));
}

const isEverything = (query: Query): boolean =>
  (readNumber(query, 'pageSize') ?? 1) < 0 && readText(query, 'page') === null;

function createCycle(project: Project, container: Container, write: z.infer<typeof CycleCreate>): CycleRow {
  const now = Date.now();
  return project.cycles.insert({
    id: project.nextId(),
    pid: project.nextPid('CL'),
    name: write.name,
    description: write.description ?? '',
    order: write.order ?? project.cycles.in(containerPlace(container)).size + 1,
    container,
    targetReleaseId: write.target_release_id ?? null,
    targetBuildId: write.target_build_id ?? null,
    createdAt: now,
    modifiedAt: now,
  });
}

function changeCycle(
  row: CycleRow,
  write: z.infer<typeof CycleUpdate>,
  check: (objectType: string, body: unknown) => void,
): void {
  check('test-cycles', write);
  row.name = write.name ?? row.name;
  row.description = write.description ?? row.description;
  row.order = write.order ?? row.order;
  if (write.target_release_id !== undefined) row.targetReleaseId = write.target_release_id;
  if (write.target_build_id !== undefined) row.targetBuildId = write.target_build_id;
}

function moveCycle(project: Project, row: CycleRow, container: Container): void {
  for (let at = container; at.type === 'test-cycle'; ) {
    if (at.id === row.id) throw badRequest('A test cycle cannot be moved into itself.');
    at = project.cycles.get(at.id)?.container ?? { type: 'root', id: 0 };
  }
  project.cycles.change(row, () => {
    row.container = container;
  });
}

type CycleAnswer = {
  readonly id: number;
  readonly 'test-cycles'?: readonly CycleAnswer[];
  readonly [member: string]: unknown;
};

type TreeView = { readonly depth: number; readonly isLean: boolean };

/** Children have hyphenated member names. */
export function toCycle(
  scope: { readonly site: Site; readonly project: Project },
  row: CycleRow,
  { depth, isLean }: TreeView = { depth: 0, isLean: false },
): CycleAnswer {
  const { cycles, suites } = scope.project;
  const place = containerPlace({ type: 'test-cycle', id: row.id });
  return {
    id: row.id,
    pid: row.pid,
    name: row.name,
    order: row.order,
    description: row.description,
    target_release_id: row.targetReleaseId,
    target_build_id: row.targetBuildId,
    created_date: toDateText(row.createdAt),
    last_modified_date: toDateText(row.modifiedAt),
    ...(depth > 0
      ? {
          'test-cycles': [...cycles.in(place)].map((child) =>
            toCycle(scope, child, { depth: depth - 1, isLean }),
          ),
          'test-suites': [...suites.in(place)].map((suite) => ({
            ...toSuite(scope, suite),
            ...(isLean ? { properties: null } : {}),
          })),
        }
      : {}),
  };
}
