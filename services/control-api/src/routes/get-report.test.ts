import { type MigrationId, ReportView, type RunId } from '@z2q/contracts';
import {
  addRecords,
  addRequestCounts,
  saveAccounts,
  saveCheck,
  skipRecords,
  storeFailures,
  storeOfRun,
} from '@z2q/store';
import { afterAll, expect, test } from 'vitest';
import { openTestApi } from '../open-test-api.ts';

const api = await openTestApi();
afterAll(() => api[Symbol.asyncDispose]());
const migrationId = await api.aMigration();
const runId = await api.aRun(migrationId, 'running');
await fill(migrationId, runId);
const read = (accept?: string) =>
  api.call('GET', `/v1/runs/${runId}/report`, { headers: accept === undefined ? {} : { accept } });

test('the report is JSON unless asked otherwise, made of all that the store knows', async () => {
  const answer = await read();

  const report = ReportView.parse(answer.json());
  expect(report.migration).toMatchObject({ source: { projectKey: 'WEB' }, target: { projectId: 7 } });
  expect(report.failures).toMatchObject({ total: 700, groups: [{ code: 'target_refused', count: 700 }] });
  expect(report.failures.items).toHaveLength(700);
  expect(report.skipped.reasons).toMatchObject([{ reason: 'Archived', count: 1, examples: ['WEB-T0'] }]);
  expect(report.requests).toEqual([
    { side: 'source', answer: '2xx', count: 5 },
    { side: 'target', answer: '4xx', count: 2 },
    { side: 'target', answer: 'throttled', count: 3 },
  ]);
  expect(report.checks.find(({ name }) => name === 'content')).toMatchObject({ checked: 9, wrong: 1 });
  expect(report.ledger.fields).toMatchObject([{ entityType: 'test_case', field: 'version' }]);
});

test('the failures of each cause are told without the rest of the report', async () => {
  const answer = await api.call('GET', `/v1/runs/${runId}/failure-groups`);

  expect(answer.json()).toEqual({
    total: 700,
    groups: ReportView.parse((await read()).json()).failures.groups,
  });
});

test('a browser is shown a page', async () => {
  const answer = await read('text/html,application/xhtml+xml,*/*;q=0.8');

  expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
  expect(answer.headers['content-disposition']).toBe(`inline; filename="report-${runId}.html"`);
  expect(answer.body).toMatch(/^<!doctype html>/);
});

test('the CSV has a line for every failed and every skipped record', async () => {
  const answer = await read('text/csv');

  const lines = answer.body.trim().split('\r\n');
  expect(answer.headers['content-disposition']).toBe(`attachment; filename="report-${runId}.csv"`);
  expect(lines).toHaveLength(1 + 700 + 1);
  expect(lines.filter((line) => line.includes('failed,load,target_refused'))).toHaveLength(700);
  expect(lines.at(-1)).toBe('test_case,0,WEB-T0,skipped,,,Archived,');
});

test('JUnit XML has a case for every failed record and every check', async () => {
  const answer = await read('application/xml');

  expect(answer.headers['content-type']).toBe('application/xml; charset=utf-8');
  expect(answer.headers['content-disposition']).toBe(`attachment; filename="report-${runId}.xml"`);
  expect(answer.body.split('<testcase classname="z2q.test_case.load"').length - 1).toBe(700);
  expect(answer.body).toContain('name="Test cases" tests="704" failures="701" errors="3"');
  expect(answer.body).toContain('<failure type="content" message="1 wrong, 9 of 700 checked">');
});

test('there is no report as a PDF', async () => {
  const answer = await read('application/pdf');

  expect(answer.json()).toMatchObject({ status: 406, code: 'not_acceptable' });
});

/** Stores more failures than fit on one page of the store. */
function fill(migrationId: MigrationId, id: RunId): Promise<void> {
  const records = Array.from({ length: 701 }, (_, number) => ({
    sourceId: String(number),
    sourceKey: `WEB-T${number}`,
  }));
  const failures = records.slice(1).map((record) => ({
    ...record,
    code: 'target_refused' as const,
    message: 'The target does not like it.',
  }));
  const now = '2026-03-01T12:00:00.000Z';
  return storeOfRun(api.context.store, { id, migrationId }).write(async (tx) => {
    await addRecords(tx, 'test_case', records);
    await storeFailures(tx, { phase: 'load', entityType: 'test_case', failures, now });
    await skipRecords(tx, 'test_case', [{ sourceId: '0', reason: 'Archived' }]);
    await addRequestCounts(tx, id, [
      { side: 'source', route: '/testcases', outcome: 'ok', count: 5 },
      { side: 'target', route: '/test-cases', outcome: 'refused', count: 2 },
      { side: 'target', route: '/test-cases', outcome: 'throttled', count: 3 },
    ]);
    await saveCheck(tx, { entityType: 'test_case', name: 'content', checked: 9, wrong: 1 });
    const dropped = { pattern: 'version', outcome: 'dropped', code: 'unknown_member' } as const;
    const account = { tally: [{ ...dropped, count: 1 }], lines: [] };
    await saveAccounts(tx, 'test_case', [{ sourceId: '1', sourceKey: 'WEB-T1', account }]);
  });
}
