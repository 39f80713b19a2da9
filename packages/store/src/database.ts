import type { ColumnType, Generated } from 'kysely';

/** Rows as SQLite keeps them: JSON as text, booleans as 0 and 1, instants as ISO text, times to compare as epoch milliseconds. */
type Flag = ColumnType<number, number, number>;

export type MigrationRow = {
  id: string;
  name: string;
  source_project_key: string;
  target_project_id: number;
  mapping: string;
  options: string;
  created_at: string;
};
export type RunRow = {
  id: string;
  migration_id: string;
  kind: string;
  phases: string;
  state: string;
  pause_reason: string | null;
  recommended_action: string | null;
  resume_at: number | null;
  is_approved: Generated<number>;
  paused_at: Generated<number | null>;
  paused_ms: Generated<number>;
  created_at: string;
  started_at: string | null;
  finished_at: string | null;
};
export type StageRow = {
  run_id: string;
  phase: string;
  entity_type: string;
  state: string;
  batches_total: number;
  batches_done: number;
  started_at: string | null;
  finished_at: string | null;
};
export type BatchRow = {
  run_id: string;
  phase: string;
  entity_type: string;
  batch: number;
  kind: string;
  ids: string;
  params: string | null;
  state: string;
  size: number;
  attempts: number;
  not_before: number;
  lease_owner: string | null;
  lease_until: number | null;
  updated_at: string;
};
export type RunRecordRow = {
  run_id: string;
  entity_type: string;
  source_id: string;
  source_key: string | null;
  progress: number;
  skip_reason: string | null;
};
export type CountColumn =
  | 'source'
  | 'extracted'
  | 'transformed'
  | 'loaded'
  | 'verified'
  | 'failed'
  | 'skipped'
  | 'created'
  | 'updated'
  | 'unchanged'
  | 'vanished'
  | 'conflict';
export type RunCountRow = { run_id: string; entity_type: string } & {
  [Column in CountColumn]: Generated<number>;
};
export type FailureRow = {
  run_id: string;
  phase: string;
  entity_type: string;
  source_id: string;
  source_key: string | null;
  code: string;
  message: string;
  attempts: number;
  at: string;
};
export type CheckRow = {
  run_id: string;
  entity_type: string;
  name: string;
  checked: number;
  wrong: number;
};
export type RequestCountRow = { run_id: string; side: string; route: string; outcome: string; count: number };
export type WorkerRow = {
  id: string;
  service: string;
  host: string;
  since: string;
  jobs_in_hand: number;
  seen_at: number;
};

export type ProjectRow = { migration_id: string; source_id: string; source_key: string; raw: string };
export type ReferenceRow = {
  migration_id: string;
  kind: string;
  source_id: string;
  name: string;
  is_default: Flag;
};
export type FolderRow = {
  migration_id: string;
  source_id: string;
  name: string;
  path: string;
  depth: number;
  parent_id: string | null;
  folder_type: string;
  position: number;
  raw: string;
  seen_run_id: string;
  plan_key: string;
};
export type StagedRow = {
  migration_id: string;
  source_id: string;
  source_key: string;
  folder_id: string | null;
  raw: string;
  detail: string | null;
  seen_run_id: string;
  plan_key: string;
};
export type StagedExecutionRow = StagedRow & {
  test_case_key: string;
  cycle_id: string | null;
  environment_id: string | null;
  actual_end: string | null;
};
export type AttachmentRow = {
  migration_id: string;
  source_id: string;
  attachment_id: string;
  name: string;
  owner: string;
  owner_key: string;
  sha256: string | null;
  size_bytes: number | null;
  seen_run_id: string;
};
export type FieldProfileRow = { migration_id: string; object: string; label: string; profile: string };

export type DraftRow = {
  migration_id: string;
  source_id: string;
  source_key: string;
  draft: string;
  content_hash: string;
  loaded_draft: string | null;
};
export type TargetProjectRow = { migration_id: string; target_id: number; name: string; statuses: string };
export type TestRunRow = {
  migration_id: string;
  run_key: string;
  name: string;
  test_case_key: string;
  cycle_source_id: string | null;
};
export type TestStepsRow = {
  migration_id: string;
  test_case_id: number;
  version_id: number;
  step_ids: string;
};
export type FieldRow = { migration_id: string; object: string; field_id: number; definition: string };
export type AdditionRow = { migration_id: string; object: string; field_label: string; value_label: string };
export type IdMapRow = {
  migration_id: string;
  entity_type: string;
  source_id: string;
  source_key: string | null;
  state: string;
  target_id: number | null;
  target_pid: string | null;
  version_id: number | null;
  parent_target_id: number | null;
  run_id: string;
  content_hash: string | null;
  intent_at: number;
};
export type LedgerSumRow = {
  migration_id: string;
  entity_type: string;
  source_id: string;
  fields_with_value: number;
  carried: number;
};
export type LedgerRow = {
  migration_id: string;
  entity_type: string;
  source_id: string;
  source_key: string | null;
  field: string;
  outcome: string;
  reason: string;
};

export type SightingRow = { run_id: string; kind: string; target_id: number };
export type Database = {
  migration_state: MigrationRow;
  runs: RunRow;
  run_stages: StageRow;
  entity_batch_state: BatchRow;
  run_records: RunRecordRow;
  run_counts: RunCountRow;
  record_failures: FailureRow;
  run_checks: CheckRow;
  target_sightings: SightingRow;
  request_counts: RequestCountRow;
  workers: WorkerRow;
  zephyr_projects: ProjectRow;
  zephyr_references: ReferenceRow;
  zephyr_folders: FolderRow;
  zephyr_test_cases: StagedRow;
  zephyr_test_cycles: StagedRow;
  zephyr_test_plans: StagedRow;
  zephyr_test_executions: StagedExecutionRow;
  zephyr_attachments: AttachmentRow;
  zephyr_field_profiles: FieldProfileRow;
  qtest_modules: DraftRow;
  qtest_test_cases: DraftRow;
  qtest_test_cycles: DraftRow;
  qtest_releases: DraftRow;
  qtest_executions: DraftRow;
  qtest_attachments: DraftRow;
  qtest_projects: TargetProjectRow;
  qtest_test_runs: TestRunRow;
  qtest_test_steps: TestStepsRow;
  qtest_fields: FieldRow;
  qtest_additions: AdditionRow;
  zephyr_to_qtest_id_map: IdMapRow;
  loss_ledger: LedgerRow;
  ledger_sums: LedgerSumRow;
};
