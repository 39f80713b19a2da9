import { readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ReportView } from '@z2q/contracts';
import { waitFor } from '@z2q/test-kit';
import { expect, test } from 'vitest';
import { openTestApi } from '../open-test-api.ts';
import { keepReports } from './keep-reports.ts';

test('the reports of a run that is over are kept in the data directory', async () => {
  await using api = await openTestApi();
  const { context } = api;
  const id = await api.aRun(await api.aMigration(), 'completed');

  await using _keeping = keepReports(context);
  const pathOf = (format: string) => join(context.config.dataDir, 'reports', `${id}.${format}`);
  const csv = await waitFor(() => readFile(pathOf('csv'), 'utf8'), { what: 'the report' });

  expect(ReportView.parse(JSON.parse(await readFile(pathOf('json'), 'utf8'))).run.id).toBe(id);
  expect(await readFile(pathOf('html'), 'utf8')).toContain('<!doctype html>');
  expect(csv).toContain('entityType,sourceId');
  expect((await stat(pathOf('html'))).mode & 0o777).toBe(0o600);
  expect((await stat(dirname(pathOf('html')))).mode & 0o777).toBe(0o700);
});
