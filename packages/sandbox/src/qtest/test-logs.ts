import { badRequest, notFound } from './api-error.ts';
import { readBody } from './body.ts';
import { readPageOf999, toPagedObject } from './paging.ts';
import { type Call, type ProjectApi, readId } from './project-api.ts';
import { createValues, type FieldScope, writeValues } from './properties.ts';
import type { Project } from './state/project.ts';
import type { LogRow, RunRow, Values } from './state/rows.ts';
import { toLog } from './test-log-view.ts';
import {
  changeStepLogs,
  LogCreate,
  LogUpdate,
  readSpan,
  readStatus,
  readStepLogs,
  readVersion,
} from './test-log-write.ts';
import { latestLog } from './test-run-view.ts';
import { runOf } from './test-runs.ts';

const logOf = (call: Call): LogRow => {
  const id = readId(call.params, 'id');
  const row = call.project.logs.get(id);
  if (!row || row.runId !== runOf(call).id) throw notFound(`Test log ${id}`);
  return row;
};

/** Manual logs. A log cannot be deleted; it is deleted with its run. */
export function addTestLogs(api: ProjectApi): void {
  const { site, refusals } = api.context;
  const path = '/test-runs/:testRunId/test-logs';
  const scopeOf = (project: Project): FieldScope => ({ site, project, object: 'test-runs' });
  const answer = ({ project }: Call, row: LogRow) => toLog({ site, project }, row, { withDetails: true });

  api.get(path, (call) => {
    const rows = call.project.logs.in(String(runOf(call).id));
    const request = readPageOf999(call.query);
    return toPagedObject(rows, rows.size, { request, url: call.url, toItem: (row) => answer(call, row) });
  });
  api.post(path, 201, (call) => {
    const run = runOf(call);
    const write = readBody(LogCreate, call.body);
    refusals.check('test-logs', write);
    return answer(call, createLog(scopeOf(call.project), run, write));
  });
  api.get(`${path}/last-run`, (call) => {
    const latest = latestLog(call.project, runOf(call).id);
    if (!latest) throw notFound('Test log');
    return answer(call, latest);
  });
  api.get(`${path}/:id`, (call) => answer(call, logOf(call)));
  api.put(`${path}/:id`, (call) => {
    const row = logOf(call);
    const write = readBody(LogUpdate, call.body);
    refusals.check('test-logs', write);
    changeLog(scopeOf(call.project), row, write);
    return answer(call, row);
  });
}

/** A field that the project requires for runs, and that has no default, must be sent with each log. */
function readValues(scope: FieldScope, write: LogCreate): Values {
  createValues(scope, write.properties);
  return writeValues(scope, new Map(), write.properties);
}

function createLog(scope: FieldScope, run: RunRow, write: LogCreate): LogRow {
  const { project, site } = scope;
  const testCase = project.cases.get(run.caseId);
  if (!testCase) throw badRequest('The request is invalid.');
  const version = readVersion(testCase, write.test_case_version_id);
  const span = readSpan(write);
  const now = Date.now();
  const id = project.nextId();
  const row = project.logs.insert({
    ...span,
    statusId: readStatus(project, write.status),
    values: readValues(scope, write),
    stepLogs: readStepLogs(project, version, write.test_step_logs ?? []),
    id,
    pid: `log-${id}`,
    runId: run.id,
    versionId: version.id,
    number: project.logs.in(String(run.id)).size + 1,
    note: write.note ?? '',
    plannedTime: write.planned_exe_time ?? null,
    actualTime: write.actual_exe_time ?? null,
    buildNumber: write.build_number ?? null,
    buildUrl: write.build_url ?? null,
    submitterId: site.currentUser.id,
    createdAt: now,
    modifiedAt: now,
  });
  for (const stepLog of row.stepLogs) project.logOfStepLog.set(stepLog.id, row.id);
  return row;
}

function changeLog(scope: FieldScope, row: LogRow, write: LogUpdate): void {
  const { project } = scope;
  const span = readSpan(write);
  const statusId = readStatus(project, write.status);
  const values = writeValues(scope, row.values, write.properties);
  row.stepLogs = changeStepLogs(project, row.stepLogs, write.test_step_logs ?? []);
  row.statusId = statusId;
  row.values = values;
  row.start = span.start;
  row.end = span.end;
  row.note = write.note ?? row.note;
  row.modifiedAt = Date.now();
}
