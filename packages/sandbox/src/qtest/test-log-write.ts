import { z } from 'zod';
import { badRequest } from './api-error.ts';
import { Id, NoInlineFiles, Properties } from './body.ts';
import { readWholeSecond } from './dates.ts';
import type { Project } from './state/project.ts';
import type { CaseRow, StepLogRow, VersionRow } from './state/rows.ts';
import { currentVersion, newestApproved } from './test-case-versions.ts';

/** An object with an id; a plain name is refused. */
const StatusRef = z.looseObject({ id: Id });

const StepLogWrite = z.looseObject({
  test_step_id: Id,
  status: StatusRef,
  actual_result: z.string().nullish(),
  exe_date: z.string().nullish(),
  order: z.number().int().optional(),
  called_test_case_id: Id.nullish(),
  parent_test_step_id: Id.nullish(),
  attachments: NoInlineFiles,
});
type StepLogWrite = z.infer<typeof StepLogWrite>;

export const LogUpdate = z.looseObject({
  status: StatusRef,
  exe_start_date: z.string(),
  exe_end_date: z.string(),
  note: z.string().nullish(),
  properties: Properties,
  test_step_logs: z.array(StepLogWrite).nullish(),
});
export const LogCreate = LogUpdate.extend({
  test_case_version_id: Id.nullish(),
  planned_exe_time: z.number().int().min(0).max(9_999_999).nullish(),
  actual_exe_time: z.number().int().nullish(),
  build_number: z.string().nullish(),
  build_url: z.string().nullish(),
  attachments: NoInlineFiles,
});
export type LogUpdate = z.infer<typeof LogUpdate>;
export type LogCreate = z.infer<typeof LogCreate>;

/** Real servers give no other reason for an invalid log. */
const opaque = () => badRequest('The request is invalid.');

export function readStatus(project: Project, { id }: { readonly id: number }): number {
  const status = project.statuses.find((candidate) => candidate.id === id && candidate.active);
  if (!status) throw opaque();
  return status.id;
}

/** Whole seconds only, and the end must not be before the start. */
export function readSpan(write: LogUpdate): { readonly start: number; readonly end: number } {
  const start = readWholeSecond(write.exe_start_date);
  const end = readWholeSecond(write.exe_end_date);
  if (start === null || end === null || end < start) throw opaque();
  return { start, end };
}

/** Without an id: the newest approved version. */
export function readVersion(row: CaseRow, id: number | null | undefined): VersionRow {
  const version =
    id === null || id === undefined
      ? newestApproved(row)
      : row.versions.find((candidate) => candidate.id === id);
  if (!version) throw opaque();
  return version;
}

/** Step results of one version; each step at most once. */
export function readStepLogs(
  project: Project,
  version: VersionRow,
  writes: readonly StepLogWrite[],
): StepLogRow[] {
  const seen = new Set<string>();
  return writes.map((write, index) => {
    const key = `${write.parent_test_step_id ?? ''}/${write.test_step_id}`;
    if (seen.has(key) || !isStepOf(project, version, write)) throw opaque();
    seen.add(key);
    return toStepLog(project, write, index);
  });
}

/** A step of a called case needs the ids of the calling step and the called case. */
function isStepOf(project: Project, version: VersionRow, write: StepLogWrite): boolean {
  if (version.steps.some((step) => step.id === write.test_step_id)) return true;
  const parent = version.steps.find((step) => step.id === write.parent_test_step_id);
  if (!parent?.calledTestCaseId || parent.calledTestCaseId !== write.called_test_case_id) return false;
  const called = project.cases.get(parent.calledTestCaseId);
  if (!called) return false;
  return currentVersion(called).steps.some((step) => step.id === write.test_step_id);
}

function toStepLog(project: Project, write: StepLogWrite, index: number): StepLogRow {
  const exeDate = write.exe_date ? readWholeSecond(write.exe_date) : null;
  if (write.exe_date && exeDate === null) throw opaque();
  return {
    id: project.nextId(),
    stepId: write.test_step_id,
    order: write.order ?? index + 1,
    statusId: readStatus(project, write.status),
    actualResult: write.actual_result ?? '',
    exeDate,
    calledTestCaseId: write.called_test_case_id ?? null,
    parentStepId: write.parent_test_step_id ?? null,
  };
}

/** A changed log keeps the ids and order of its step results. Those left out stay; each given one must have its order. */
export function changeStepLogs(
  project: Project,
  before: readonly StepLogRow[],
  writes: readonly StepLogWrite[],
): StepLogRow[] {
  const byStep = new Map(writes.map((write) => [write.test_step_id, write]));
  const known = new Map(before.map((stepLog) => [stepLog.stepId, stepLog]));
  for (const write of writes) {
    if (write.order === undefined || known.get(write.test_step_id)?.order !== write.order) throw opaque();
  }
  return before.map((stepLog) => {
    const write = byStep.get(stepLog.stepId);
    return write ? { ...toStepLog(project, write, 0), id: stepLog.id } : stepLog;
  });
}
