import { badRequest } from './api-error.ts';
import type { Project } from './state/project.ts';
import {
  type CaseRow,
  type Container,
  type CycleRow,
  containerPlace,
  type LogRow,
  type ModuleRow,
  ownerPlace,
  type ReleaseRow,
  type RunRow,
  type SuiteRow,
} from './state/rows.ts';

/** Deletes an object's files, comments and links (in both directions). */
export function removeBelongings(project: Project, ownerType: string, ownerId: number): void {
  const place = ownerPlace(ownerType, ownerId);
  for (const { id } of [...project.attachments.in(place)]) project.attachments.remove(id);
  for (const { id } of [...project.comments.in(place)]) project.comments.remove(id);
  for (const { id } of [...project.links.in(place)]) project.links.remove(id);
  if (project.links.size === 0) return;
  for (const link of [...project.links.all()]) {
    if (link.toType === ownerType && link.toId === ownerId) project.links.remove(link.id);
  }
}

/** qTest's answer is unknown; the sandbox refuses, so that nobody's results are deleted along the way. */
function refuseCaseWithRuns(project: Project, row: CaseRow): void {
  if (project.runsOfCase.has(row.id)) throw badRequest(`Test case ${row.pid} has test runs.`);
}

/** A case is deleted with the files of its steps in all versions. */
export function removeCase(project: Project, row: CaseRow): void {
  refuseCaseWithRuns(project, row);
  for (const version of row.versions) {
    project.caseOfVersion.delete(version.id);
    for (const step of version.steps) {
      removeBelongings(project, 'test-steps', step.id);
      project.caseOfStep.delete(step.id);
    }
  }
  removeBelongings(project, 'test-cases', row.id);
  project.cases.remove(row.id);
}

/** Throws 400 for a module that is not empty, unless forced, and in any case if a test case below it has runs. */
export function removeModule(project: Project, row: ModuleRow, isForced: boolean): void {
  const place = String(row.id);
  const tables = [project.modules, project.cases, project.requirements];
  if (!isForced && tables.some((table) => table.in(place).size > 0)) {
    throw badRequest('The module is not empty.');
  }
  for (const child of casesBelow(project, row)) refuseCaseWithRuns(project, child);
  removeModuleTree(project, row);
}

function* casesBelow(project: Project, row: ModuleRow): Generator<CaseRow> {
  yield* project.cases.in(String(row.id));
  for (const child of project.modules.in(String(row.id))) yield* casesBelow(project, child);
}

function removeModuleTree(project: Project, row: ModuleRow): void {
  const place = String(row.id);
  for (const child of [...project.modules.in(place)]) removeModuleTree(project, child);
  for (const child of [...project.cases.in(place)]) removeCase(project, child);
  for (const { id } of [...project.requirements.in(place)]) removeRequirement(project, id);
  project.modules.remove(row.id);
}

export function removeRequirement(project: Project, id: number): void {
  removeBelongings(project, 'requirements', id);
  project.requirements.remove(id);
}

function removeLog(project: Project, row: LogRow): void {
  for (const stepLog of row.stepLogs) {
    removeBelongings(project, 'test-step-logs', stepLog.id);
    project.logOfStepLog.delete(stepLog.id);
  }
  removeBelongings(project, 'test-logs', row.id);
  project.logs.remove(row.id);
}

/** A run is deleted with its logs and their files. */
export function removeRun(project: Project, row: RunRow): void {
  for (const log of [...project.logs.in(String(row.id))]) removeLog(project, log);
  const siblings = project.runsOfCase.get(row.caseId);
  siblings?.delete(row);
  if (siblings?.size === 0) project.runsOfCase.delete(row.caseId);
  removeBelongings(project, 'test-runs', row.id);
  project.runs.remove(row.id);
}

const isEmpty = (project: Project, container: Container): boolean =>
  [project.cycles, project.suites, project.runs].every(
    (table) => table.in(containerPlace(container)).size === 0,
  );

/** Unknown for a suite with runs; the sandbox refuses, the stricter reading. */
export function removeSuite(project: Project, row: SuiteRow): void {
  if (!isEmpty(project, { type: 'test-suite', id: row.id }))
    throw badRequest('The test suite has test runs.');
  project.suites.remove(row.id);
}

/** Throws 400 for a cycle that is not empty, unless forced. */
export function removeCycle(project: Project, row: CycleRow, isForced: boolean): void {
  const container: Container = { type: 'test-cycle', id: row.id };
  if (!isForced && !isEmpty(project, container)) throw badRequest('The test cycle is not empty.');
  const place = containerPlace(container);
  for (const child of [...project.cycles.in(place)]) removeCycle(project, child, true);
  for (const suite of [...project.suites.in(place)]) {
    const suitePlace = containerPlace({ type: 'test-suite', id: suite.id });
    for (const run of [...project.runs.in(suitePlace)]) removeRun(project, run);
    project.suites.remove(suite.id);
  }
  for (const run of [...project.runs.in(place)]) removeRun(project, run);
  project.cycles.remove(row.id);
}

/** Unknown for a release with cycles; the sandbox refuses, the stricter reading. Builds are deleted with it. */
export function removeRelease(project: Project, row: ReleaseRow): void {
  if (!isEmpty(project, { type: 'release', id: row.id })) throw badRequest('The release is not empty.');
  for (const build of [...project.builds.in(String(row.id))]) {
    removeBelongings(project, 'builds', build.id);
    project.builds.remove(build.id);
  }
  removeBelongings(project, 'releases', row.id);
  project.releases.remove(row.id);
}
