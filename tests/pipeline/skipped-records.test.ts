import type { ReportView } from '@z2q/contracts';
import { generateZephyrData } from '@z2q/sandbox';
import { expect, test } from 'vitest';
import { openPipeline } from '../kit/open-pipeline.ts';
import { runMigration } from '../scenario/run-migration.ts';
import { withFewCalls } from '../scenario/with-few-calls.ts';

test('records the target has no place for are skipped, the report says why, and the run is completed', async () => {
  const data = withFewCalls(
    generateZephyrData({ cases: 8, executions: 9, cycles: 3, plans: 2, attachments: 6 }),
  );
  await using kit = await openPipeline({ data });
  const cycleFiles = data.projects[0]?.attachments.filter(({ owner }) => owner.kind === 'test_cycle') ?? [];
  const planFolders = data.projects[0]?.folders.filter(({ folderType }) => folderType === 'TEST_PLAN') ?? [];

  const run = await runMigration(kit, 1);

  const report = await kit.api.get<ReportView>(`/v1/runs/${run.id}/report`);
  expect(run.state).toBe('completed');
  expect(report.verdict).toBe('verified');
  expect(report.sentence).toContain(`${cycleFiles.length + planFolders.length} were left out by rule`);
  expect(report.checks.filter(({ status }) => status !== 'passed')).toEqual([]);
  expect(run.counts.attachment).toMatchObject({ failed: 0, skipped: cycleFiles.length });
  expect(run.counts.folder).toMatchObject({ failed: 0, skipped: planFolders.length });
  expect(report.skipped.reasons).toEqual([
    expect.objectContaining({
      entityType: 'attachment',
      count: cycleFiles.length,
      reason: expect.stringContaining('no files'),
    }),
    expect.objectContaining({
      entityType: 'folder',
      count: planFolders.length,
      reason: expect.stringContaining('no folders'),
    }),
  ]);
});
