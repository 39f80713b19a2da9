import { newMigrationId, newRunId, type RunView } from '@z2q/contracts';

/** A run in the middle of loading, for tests. */
export const aRunView = (given: Partial<RunView> = {}): RunView => ({
  id: newRunId(),
  migrationId: newMigrationId(),
  kind: 'migrate',
  phases: ['extract', 'transform', 'load', 'validate'],
  state: 'running',
  phase: 'load',
  pauseReason: null,
  recommendedAction: null,
  counts: {
    folder: { source: 12, extracted: 12, transformed: 12, loaded: 12, verified: 0, failed: 0, skipped: 0 },
    test_case: {
      source: 5068,
      extracted: 5068,
      transformed: 5068,
      loaded: 1267,
      verified: 0,
      failed: 0,
      skipped: 0,
    },
  },
  createdAt: '2026-01-05T10:00:00.000Z',
  startedAt: '2026-01-05T10:00:00.000Z',
  finishedAt: null,
  entitiesPerMinute: 812,
  etaSeconds: 71,
  ...given,
});
