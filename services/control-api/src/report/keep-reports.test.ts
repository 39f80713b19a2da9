import { mkdir, readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises';
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

test('a run that is opened again keeps the reports of the attempt before', async () => {
  await using api = await openTestApi();
  const { context } = api;
  const id = await api.aRun(await api.aMigration(), 'completed');
  const reports = join(context.config.dataDir, 'reports');
  await mkdir(reports, { recursive: true });
  await writeFile(join(reports, `${id}.csv`), 'of the attempt before');
  await utimes(join(reports, `${id}.csv`), 0, new Date('2026-01-02T03:04:05.000Z'));

  await using _keeping = keepReports(context);
  const isNew = async (): Promise<boolean> => (await readdir(reports)).length === 4;
  await waitFor(isNew, { what: 'the report of this attempt' });

  const kept = join(reports, `${id}.2026-01-02T03-04-05.000Z.csv`);
  expect(await readFile(kept, 'utf8')).toBe('of the attempt before');
  expect(await readFile(join(reports, `${id}.csv`), 'utf8')).toContain('entityType,sourceId');
});
