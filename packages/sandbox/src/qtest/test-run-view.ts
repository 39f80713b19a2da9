import { toDateText } from './dates.ts';
import { toProperties } from './properties.ts';
import type { Project } from './state/project.ts';
import type { LogRow, RunRow, Values } from './state/rows.ts';
import type { Site } from './state/site.ts';
import { toLabel } from './test-case-versions.ts';
import { toTestCase } from './test-case-view.ts';

export type RunScope = { readonly site: Site; readonly project: Project };
export type RunView = {
  /** Lists and search include it; a run read by id does not. */
  readonly withLatestLog: boolean;
  readonly withCase?: boolean;
  readonly withSteps?: boolean;
};

/** The log with the latest execution, in whatever order the logs arrived. */
export function latestLog(project: Project, runId: number): LogRow | null {
  let latest: LogRow | null = null;
  for (const log of project.logs.in(String(runId)))
    if (latest === null || log.end >= latest.end) latest = log;
  return latest;
}

export const statusOf = (project: Project, id: number) => {
  const status = project.statuses.find((candidate) => candidate.id === id);
  return status ?? { id, name: '', is_default: false, color: '', active: false };
};

/** A run's values, with the Status of its latest log. */
export function runValues(project: Project, row: RunRow, latest: LogRow | null): Values {
  const field = project.fields['test-runs'].find((candidate) => candidate.original_name === 'Status');
  if (!latest || !field) return row.values;
  return new Map(row.values).set(field.id, String(latest.statusId));
}

export function toRun({ site, project }: RunScope, row: RunRow, view: RunView) {
  const latest = latestLog(project, row.id);
  const testCase = project.cases.get(row.caseId);
  const version = testCase?.versions.find((candidate) => candidate.id === row.versionId);
  return {
    id: row.id,
    pid: row.pid,
    name: row.name,
    order: row.order,
    parentId: row.container.id,
    parentType: row.container.type,
    testCaseId: row.caseId,
    test_case_version_id: row.versionId,
    test_case_version: version ? toLabel(version) : null,
    creator_id: row.creatorId,
    automation: 'No',
    latest_test_log: view.withLatestLog && latest ? toShortLog(project, latest) : null,
    properties: toProperties({ site, project, object: 'test-runs' }, runValues(project, row, latest)),
    created_date: toDateText(row.createdAt),
    last_modified_date: toDateText(row.modifiedAt),
    ...(view.withCase && testCase && version
      ? {
          test_case: toNestedCase({ site, project }, testCase, {
            version,
            withSteps: view.withSteps ?? false,
          }),
        }
      : {}),
  };
}

/** Here the status is plain text, everywhere else an object. */
const toShortLog = (project: Project, log: LogRow) => ({
  id: log.id,
  status: statusOf(project, log.statusId).name,
  exe_start_date: toDateText(log.start),
  exe_end_date: toDateText(log.end),
});

/** Nested copies have `properties: null`, on which generated clients crash. */
const toNestedCase = (
  scope: RunScope,
  row: Parameters<typeof toTestCase>[1],
  { version, withSteps }: { readonly version: (typeof row.versions)[number]; readonly withSteps: boolean },
) => ({
  ...toTestCase(scope, row, { view: { withProperties: false, withSteps, byName: false }, version }),
  properties: null,
});
