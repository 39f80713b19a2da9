import type { EntityType, Failure, LedgerItem, MappingTable, Report, Run, RunState } from './api/views.ts';

type Phase = NonNullable<Run['phase']>;
export type Tone = 'good' | 'bad' | 'warn' | 'calm';
type PlannedKind = NonNullable<Report['plan']>['objects'][number]['kind'];

/** In the order in which they are loaded. */
export const TYPES: readonly EntityType[] = [
  'folder',
  'test_case',
  'test_cycle',
  'test_plan',
  'test_execution',
  'attachment',
];

export const TYPE_LABELS: Readonly<Record<Failure['entityType'] | LedgerItem['entityType'], string>> = {
  folder: 'Folders',
  test_case: 'Test cases',
  test_cycle: 'Test cycles',
  test_plan: 'Test plans',
  test_execution: 'Executions',
  attachment: 'Files',
  test_run: 'Test runs',
  container: 'Containers',
  project: 'Project',
  status: 'Statuses',
  priority: 'Priorities',
  environment: 'Environments',
};

export const PHASE_LABELS: Readonly<Record<Phase, string>> = {
  extract: 'Read from Zephyr',
  transform: 'Translated',
  load: 'Written to qTest',
  validate: 'Verified',
  rollback: 'Taken away',
};

export const STATES: Readonly<Record<RunState, { readonly label: string; readonly tone: Tone }>> = {
  queued: { label: 'Waiting to start', tone: 'calm' },
  running: { label: 'Running', tone: 'calm' },
  paused: { label: 'Paused', tone: 'warn' },
  cancelling: { label: 'Being stopped', tone: 'warn' },
  completed: { label: 'Completed', tone: 'good' },
  completed_with_failures: { label: 'Completed with failures', tone: 'bad' },
  failed: { label: 'Failed', tone: 'bad' },
  cancelled: { label: 'Cancelled', tone: 'warn' },
};

type Stated = Pick<Run, 'state'> & Pick<Run, 'stopping'>;

/** State of a run, with the reason why it is being stopped if it is. */
export function labelOf({ state, stopping }: Stated): string {
  const words = stopping?.words ?? STATES[state].label;
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

export const PAUSES: Readonly<Record<NonNullable<Run['pauseReason']>, string>> = {
  unauthorized: 'A token was not accepted',
  source_unreachable: 'Zephyr does not answer',
  target_unreachable: 'qTest does not answer',
  broker_unavailable: 'Redis does not answer, or takes no writes',
  failure_budget: 'The failure budget is spent',
  target_refuses: 'qTest refuses the first records of a kind for the same reason',
  awaiting_approval: 'Waiting for your approval before anything is written',
  disk_full: 'The disk is full',
  quota: 'An API asks for a long wait, or its quota is used up',
  source_changed: 'Zephyr changed while it was read',
  operator: 'Paused by an operator',
  other_site: 'The environment variables name another site',
};

export const MAPPING_LABELS: Readonly<Record<MappingTable, string>> = {
  fields: 'Fields',
  testCaseStatus: 'Statuses of test cases',
  priority: 'Priorities',
  executionStatus: 'Results',
};

export const KIND_LABELS: Readonly<Record<PlannedKind, string>> = {
  module: 'Modules',
  test_case: 'Test cases',
  test_cycle: 'Test cycles',
  test_suite: 'Test suites',
  release: 'Releases',
  test_run: 'Test runs',
  test_log: 'Test logs',
  file: 'Files',
};
