import type { TargetProject } from './open-stand-ins.ts';

/**
 * Names the objects of a project by their content and place, because two migrations of the same data give
 * different ids.
 */
export function nameObjects(project: TargetProject): ReadonlyMap<number, string> {
  const names = new Map<number, string>();
  const add = (id: number, ...parts: readonly unknown[]): void => void names.set(id, parts.join(' · '));
  const nameOf = (id: number | null): string => (id === null ? '' : (names.get(id) ?? String(id)));

  for (const row of inTreeOrder(project.modules, ({ parentId }) => parentId))
    add(row.id, 'module', nameOf(row.parentId), row.name, row.description);
  for (const row of project.releases) add(row.id, 'release', row.name, row.description);
  for (const row of inTreeOrder(project.testCycles, ({ container }) => container.id))
    add(row.id, 'cycle', nameOf(row.container.id), row.name, row.description);
  for (const row of project.testSuites)
    add(row.id, 'suite', nameOf(row.container.id), row.name, keyField(row.properties));
  for (const row of project.testCases) nameCase(row, add);
  for (const row of project.testRuns)
    add(row.id, 'run', nameOf(row.container.id), nameOf(row.caseId), keyField(row.properties));
  for (const row of project.testLogs) {
    add(row.id, 'log', nameOf(row.runId), row.note);
    for (const stepLog of row.stepLogs) add(stepLog.id, 'step log', stepLog.order, row.note);
  }
  return names;
}

type Add = (id: number, ...parts: readonly unknown[]) => void;

function nameCase({ id, versions }: TargetProject['testCases'][number], add: Add): void {
  const latest = versions.at(-1);
  add(id, 'case', latest?.name, latest?.description);
  for (const version of versions) {
    add(version.id, 'version', version.label, version.description);
    for (const step of version.steps) add(step.id, 'step', version.label, step.order, version.description);
  }
}

/** Parents before their children. */
function inTreeOrder<Row extends { readonly id: number }>(
  rows: readonly Row[],
  parentOf: (row: Row) => number | null,
): readonly Row[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const depthOf = (row: Row): number => {
    const parent = byId.get(parentOf(row) ?? 0);
    return parent === undefined ? 0 : depthOf(parent) + 1;
  };
  return rows.toSorted((left, right) => depthOf(left) - depthOf(right));
}

type Property = { readonly field: string; readonly value: string | null };

const keyField = (properties: unknown): string =>
  (properties as readonly Property[]).find(({ field }) => field === 'Zephyr key')?.value ?? '';
