import type {
  AnswerClass,
  CheckName,
  FieldObject,
  LedgerType,
  MappedType,
  PauseReason,
  PhaseCheck,
  PlannedKind,
  ReportView,
  RunState,
  StagePhase,
} from '@z2q/contracts';

export const TYPE_LABELS: Readonly<Record<MappedType | LedgerType, string>> = {
  folder: 'Folders',
  test_case: 'Test cases',
  test_cycle: 'Test cycles',
  test_plan: 'Test plans',
  test_execution: 'Test executions',
  attachment: 'Attachments',
  test_run: 'Test runs',
  container: 'Containers',
  project: 'Project',
  status: 'Statuses',
  priority: 'Priorities',
  environment: 'Environments',
};

export const TYPE_LABEL: Readonly<Record<MappedType | LedgerType, string>> = {
  folder: 'Folder',
  test_case: 'Test case',
  test_cycle: 'Test cycle',
  test_plan: 'Test plan',
  test_execution: 'Test execution',
  attachment: 'Attachment',
  test_run: 'Test run',
  container: 'Container',
  project: 'Project',
  status: 'Status',
  priority: 'Priority',
  environment: 'Environment',
};

export const PHASE_LABELS: Readonly<Record<StagePhase, string>> = {
  extract: 'Extract from Zephyr Scale',
  transform: 'Transform',
  load: 'Load into qTest',
  validate: 'Validate',
  rollback: 'Roll back',
};

export const STATE_LABELS: Readonly<Record<RunState, string>> = {
  queued: 'Queued',
  running: 'Running',
  paused: 'Paused',
  cancelling: 'Being stopped',
  completed: 'Completed',
  completed_with_failures: 'Completed with failures',
  failed: 'Failed',
  cancelled: 'Cancelled',
};

export const PAUSE_LABELS: Readonly<Record<PauseReason, string>> = {
  unauthorized: 'A token was not taken',
  source_unreachable: 'Zephyr Scale did not answer',
  target_unreachable: 'qTest did not answer',
  broker_unavailable: 'Redis was away',
  failure_budget: 'The failure budget was spent',
  target_refuses: 'qTest said the same no to the first records of a kind',
  awaiting_approval: 'Waited for approval',
  disk_full: 'The disk was full',
  quota: 'An API asked for a long wait, or its quota was used up',
  source_changed: 'The source changed while it was read',
  operator: 'An operator paused it',
  other_site: 'The variables led to another site',
};

export const ANSWER_LABELS: Readonly<Record<AnswerClass, string>> = {
  '2xx': 'Answered',
  '3xx': 'Redirected',
  '4xx': 'Refused (4xx)',
  throttled: 'Slowed down (429)',
  '5xx': 'Server error (5xx)',
  no_answer: 'No answer',
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

export const OBJECT_LABELS: Readonly<Record<FieldObject, string>> = {
  'test-cases': 'test cases',
  'test-suites': 'test suites',
  'test-runs': 'test runs',
  releases: 'releases',
};

export const PHASE_CHECK_LABELS: Readonly<
  Record<PhaseCheck['name'], { readonly title: string; readonly what: string }>
> = {
  counts: { title: 'Read', what: 'Each record that Zephyr Scale counts was read.' },
  references: { title: 'References', what: 'What each record refers to was read and translated.' },
  fit: { title: 'Fit', what: 'Each record can be loaded into the qTest project as it is.' },
};

export const CHECK_LABELS: Readonly<Record<CheckName, { readonly title: string; readonly what: string }>> = {
  counts: { title: 'Counts', what: 'Each source record is in qTest, and only once.' },
  content: { title: 'Content', what: 'Every object read back from qTest holds exactly what was written.' },
  relations: { title: 'Relations', what: 'Each object is in the right module, suite or run.' },
  files: { title: 'Files', what: 'Each file downloaded from qTest has the SHA-256 of its original.' },
  foreign: {
    title: 'Foreign objects',
    what: 'Nothing of somebody else is inside an object that this migration made.',
  },
};

/** Whether a run only extracts and transforms. */
export const writesNothing = ({ phases }: Pick<ReportView['run'], 'phases'>): boolean =>
  phases.every((phase) => phase === 'extract' || phase === 'transform');

/** The verdict in a few words. */
export function toHeadline({ verdict, run, totals, failures }: ReportView): string {
  if (verdict === 'verified')
    return totals.skipped > 0 ? 'Verified, but for what was left out' : 'Complete and verified';
  if (run.dryRun) return 'Dry run: nothing was deleted';
  if (verdict === 'rolled_back') return 'Rolled back';
  if (verdict === 'not_verified' && run.state !== 'completed') return STATE_LABELS[run.state];
  if (verdict === 'not_verified' && totals.records === 0) return 'There was nothing to do';
  if (verdict === 'not_verified')
    return writesNothing(run) ? 'Planned: nothing was written' : 'Done, not verified';
  if (failures.total === 0 && totals.failed === 0) return 'Finished, not complete';
  return 'Finished with failures';
}
