import { toDateText } from './dates.ts';
import { toProperties } from './properties.ts';
import type { LogRow, StepLogRow, StepRow } from './state/rows.ts';
import { type RunScope, statusOf } from './test-run-view.ts';

/** `withDetails`: with properties and step logs, which search omits unless requested (`includeTestLogProperties`). */
export function toLog({ site, project }: RunScope, row: LogRow, { withDetails }: { withDetails: boolean }) {
  return {
    id: row.id,
    test_run_id: row.runId,
    test_case_version_id: row.versionId,
    name: project.runs.get(row.runId)?.name ?? '',
    status: statusOf(project, row.statusId),
    result_number: row.number,
    exe_start_date: toDateText(row.start),
    exe_end_date: toDateText(row.end),
    note: row.note,
    planned_exe_time: row.plannedTime,
    actual_exe_time: row.actualTime,
    build_number: row.buildNumber,
    build_url: row.buildUrl,
    ...(withDetails
      ? {
          properties: toProperties({ site, project, object: 'test-runs' }, row.values),
          test_step_logs: row.stepLogs.map((stepLog) => toStepLog({ site, project }, row, stepLog)),
        }
      : {}),
  };
}

function toStepLog({ site, project }: RunScope, log: LogRow, row: StepLogRow) {
  const step = findStep({ site, project }, log, row);
  return {
    test_step_log_id: row.id,
    test_step_id: row.stepId,
    user_id: log.submitterId,
    status: statusOf(project, row.statusId),
    description: step?.description ?? null,
    expected_result: step?.expected ?? null,
    actual_result: row.actualResult,
    order: row.order,
    called_test_case_id: row.calledTestCaseId,
    parent_test_step_id: row.parentStepId,
    exe_date: row.exeDate === null ? null : toDateText(row.exeDate),
  };
}

function findStep({ project }: RunScope, log: LogRow, row: StepLogRow): StepRow | undefined {
  const caseId = project.caseOfStep.get(row.stepId);
  const versions = caseId === undefined ? [] : (project.cases.get(caseId)?.versions ?? []);
  const version = versions.find((candidate) => candidate.id === log.versionId) ?? versions.at(-1);
  return version?.steps.find((step) => step.id === row.stepId);
}
