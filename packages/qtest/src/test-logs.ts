import type { TargetLog, TargetPage, TargetStepLog, TestLogWrite } from '@z2q/contracts';
import { z } from 'zod';
import { itemsOf, listPages, RawPage } from './paging.ts';
import type { ProjectApi } from './project-api.ts';
import { Properties } from './property.ts';
import { unlessRefused } from './unless-refused.ts';
import { Id, IdOrNull, InstantOrNull, listOrNull, orNull, TextOrNull } from './wire.ts';

const PAGE_SIZE = 100;
const ROUTE = '/test-runs/{id}/test-logs';

/** An object everywhere except in summaries, where it is a name. */
const Status = orNull(z.looseObject({ id: IdOrNull }));

const StepLog = z
  .looseObject({
    test_step_log_id: IdOrNull,
    id: IdOrNull,
    test_step_id: IdOrNull,
    order: IdOrNull,
    status: Status,
    actual_result: TextOrNull,
  })
  .transform(
    (wire): TargetStepLog => ({
      id: wire.test_step_log_id ?? wire.id,
      stepId: wire.test_step_id,
      order: wire.order,
      statusId: wire.status?.id ?? null,
      actualResult: wire.actual_result,
    }),
  );

const TestLog = z
  .looseObject({
    id: Id,
    test_run_id: IdOrNull,
    test_case_version_id: IdOrNull,
    status: Status,
    exe_start_date: InstantOrNull,
    exe_end_date: InstantOrNull,
    note: TextOrNull,
    properties: Properties,
    test_step_logs: listOrNull(StepLog),
  })
  .transform(
    (wire): TargetLog => ({
      id: wire.id,
      runId: wire.test_run_id,
      versionId: wire.test_case_version_id,
      statusId: wire.status?.id ?? null,
      start: wire.exe_start_date,
      end: wire.exe_end_date,
      note: wire.note,
      properties: wire.properties,
      stepLogs: wire.test_step_logs,
    }),
  );

const ofRun = (log: TargetLog, runId: number): TargetLog => ({ ...log, runId: log.runId ?? runId });

export async function listTestLogs(
  api: ProjectApi,
  runId: number,
  signal?: AbortSignal,
): Promise<readonly TargetLog[]> {
  const logs = await listPages(api, { route: ROUTE, size: PAGE_SIZE, schema: TestLog }, ({ page, size }) => {
    const query = { page, pageSize: size };
    return api.get(`/test-runs/${runId}/test-logs`, { route: ROUTE, query, schema: RawPage, signal });
  });
  return logs.map((log) => ofRun(log, runId));
}

type LogPage = { readonly page: number; readonly pageSize: number };

/** Logs can be searched only by their dates, and a site may insist on a date. Every log has an end. */
const ANY_END = "'Execution End Date' >= '1970-01-01T00:00:00Z'";

export async function searchTestLogs(
  api: ProjectApi,
  { page, pageSize }: LogPage,
  signal?: AbortSignal,
): Promise<TargetPage<TargetLog>> {
  const search = (query: string) =>
    api.inParts('/search test-logs', { page, size: pageSize }, (asked) =>
      postLogSearch(api, query, { page: asked.page, pageSize: asked.size }, signal),
    );
  const raw = (await unlessRefused(() => search(''))) ?? (await search(ANY_END));
  return {
    items: itemsOf(raw, TestLog),
    hasMore: api.hasMore('/search test-logs', raw, { page, size: pageSize }),
  };
}

/** A search changes nothing, so it may be repeated like a read. */
const postLogSearch = (
  api: ProjectApi,
  query: string,
  { page, pageSize }: LogPage,
  signal: AbortSignal | undefined,
): Promise<RawPage> =>
  api.post('/search', {
    route: '/search',
    query: { page, pageSize, includeTestLogProperties: true },
    body: { object_type: 'test-logs', fields: ['*'], query },
    schema: RawPage,
    isSafe: true,
    signal,
  });

export async function createTestLog(
  api: ProjectApi,
  runId: number,
  body: TestLogWrite,
  signal?: AbortSignal,
): Promise<TargetLog> {
  const options = { route: ROUTE, body, schema: TestLog, signal };
  return ofRun(await api.post(`/test-runs/${runId}/test-logs`, options), runId);
}
