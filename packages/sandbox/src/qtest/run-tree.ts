import { badRequest, notFound } from './api-error.ts';
import type { ProjectApi } from './project-api.ts';
import { readNumber, readText } from './query.ts';
import type { Project } from './state/project.ts';
import { type Container, containerPlace, type RunRow } from './state/rows.ts';

/** Containers directly inside another one. */
function* containersIn(project: Project, container: Container): Generator<Container> {
  const place = containerPlace(container);
  if (container.type === 'root') {
    for (const { id } of project.releases.all()) yield { type: 'release', id };
  }
  for (const { id } of project.cycles.in(place)) yield { type: 'test-cycle', id };
  for (const { id } of project.suites.in(place)) yield { type: 'test-suite', id };
}

/** Runs at any depth. */
export function* runsBelow(project: Project, container: Container): Generator<RunRow> {
  yield* project.runs.in(containerPlace(container));
  for (const child of containersIn(project, container)) yield* runsBelow(project, child);
}

type Node = { readonly id: number; readonly children: readonly Node[]; readonly [member: string]: unknown };

const artifactTypes = {
  root: 'ROOT',
  release: 'RELEASE',
  'test-cycle': 'TEST_CYCLE',
  'test-suite': 'TEST_SUITE',
} as const;

function toNode(project: Project, container: Container): Node {
  const rows = { release: project.releases, 'test-cycle': project.cycles, 'test-suite': project.suites };
  const row = container.type === 'root' ? null : rows[container.type].get(container.id);
  if (row === undefined) throw notFound(`${container.type} ${container.id}`);
  return {
    id: container.id,
    name: row?.name ?? project.name,
    type: container.type,
    artifactType: artifactTypes[container.type],
    order: row?.order ?? 0,
    children: [...containersIn(project, container)].map((child) => toNode(project, child)),
  };
}

/** The tree of containers, without runs. */
export function addSubHierarchy(api: ProjectApi): void {
  api.get('/test-runs/subhierarchy', ({ project, query }) => {
    const type = readText(query, 'parentType') ?? 'root';
    if (type !== 'root' && type !== 'release' && type !== 'test-cycle') {
      throw badRequest(`Unknown parentType ${type}.`);
    }
    return toNode(project, { type, id: type === 'root' ? 0 : (readNumber(query, 'parentId') ?? 0) });
  });
}
