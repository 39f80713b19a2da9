import { newRunId, type WorkableBatch } from '@z2q/contracts';

const runId = newRunId();

/** A batch as it is when just added. All have the same run unless overridden. */
export const aWorkableBatch = (overrides: Partial<WorkableBatch> = {}): WorkableBatch => ({
  runId,
  phase: 'load',
  entityType: 'test_case',
  batch: 1,
  kind: 'records',
  params: undefined,
  size: 50,
  attempts: 0,
  movedAt: '2026-11-22T12:00:00.000Z',
  projectKey: 'WEB',
  ...overrides,
});
