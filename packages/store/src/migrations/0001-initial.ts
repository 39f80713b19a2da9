import { type Kysely, sql } from 'kysely';

const STAGED = [
  'zephyr_test_cases',
  'zephyr_test_cycles',
  'zephyr_test_plans',
  'zephyr_test_executions',
] as const;
const DRAFTED = [
  'qtest_modules',
  'qtest_test_cases',
  'qtest_test_cycles',
  'qtest_releases',
  'qtest_executions',
  'qtest_attachments',
] as const;

/** Creates the tables for staged source rows, drafts, the id map, and the state of runs and batches. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createState(db);
  await createSource(db);
  await createTarget(db);
}

async function createState(db: Kysely<unknown>): Promise<void> {
  await sql`create table migration_state (
    id text primary key, name text not null, source_project_key text not null, target_project_id integer not null,
    mapping text not null, options text not null, created_at text not null)`.execute(db);
  await sql`create table runs (
    id text primary key, migration_id text not null references migration_state(id), kind text not null, phases text not null,
    state text not null, pause_reason text, recommended_action text, resume_at integer, is_approved integer not null default 0,
    created_at text not null, started_at text, finished_at text)`.execute(db);
  await sql`create index runs_by_migration on runs (migration_id, created_at)`.execute(db);
  await sql`create table run_stages (
    run_id text not null references runs(id), phase text not null, entity_type text not null, state text not null,
    batches_total integer not null, batches_done integer not null, started_at text, finished_at text,
    primary key (run_id, phase, entity_type))`.execute(db);
  await sql`create table entity_batch_state (
    run_id text not null references runs(id), phase text not null, entity_type text not null, batch integer not null,
    kind text not null, ids text not null, params text, state text not null, size integer not null, attempts integer not null,
    not_before integer not null, lease_owner text, lease_until integer, updated_at text not null,
    primary key (run_id, phase, entity_type, batch))`.execute(db);
  await sql`create index entity_batch_state_unfinished on entity_batch_state (run_id, phase, entity_type, batch)
    where state <> 'done'`.execute(db);
  await sql`create table run_records (
    run_id text not null, entity_type text not null, source_id text not null, source_key text, progress integer not null,
    skip_reason text, primary key (run_id, entity_type, source_id))`.execute(db);
  await sql`create table run_counts (
    run_id text not null, entity_type text not null, source integer not null default 0, extracted integer not null default 0,
    transformed integer not null default 0, loaded integer not null default 0, verified integer not null default 0,
    failed integer not null default 0, skipped integer not null default 0, created integer not null default 0,
    updated integer not null default 0, unchanged integer not null default 0, vanished integer not null default 0,
    conflict integer not null default 0, primary key (run_id, entity_type))`.execute(db);
  await sql`create table record_failures (
    run_id text not null, phase text not null, entity_type text not null, source_id text not null, source_key text,
    code text not null, message text not null, attempts integer not null, at text not null,
    primary key (run_id, phase, entity_type, source_id))`.execute(db);
  await sql`create table run_checks (
    run_id text not null, entity_type text not null, name text not null, checked integer not null, wrong integer not null, primary key (run_id, entity_type, name))`.execute(
    db,
  );
  await sql`create table target_sightings (
    run_id text not null, kind text not null, target_id integer not null, primary key (run_id, kind, target_id))`.execute(
    db,
  );
  await sql`create table request_counts (
    run_id text not null, side text not null, route text not null, outcome text not null, count integer not null,
    primary key (run_id, side, route, outcome))`.execute(db);
  await sql`create table workers (
    id text primary key, service text not null, host text not null, since text not null, jobs_in_hand integer not null,
    seen_at integer not null)`.execute(db);
}

async function createSource(db: Kysely<unknown>): Promise<void> {
  await sql`create table zephyr_projects (
    migration_id text not null, source_id text not null, source_key text not null, raw text not null,
    primary key (migration_id, source_id))`.execute(db);
  await sql`create table zephyr_references (
    migration_id text not null, kind text not null, source_id text not null, name text not null, is_default integer not null,
    primary key (migration_id, kind, source_id))`.execute(db);
  await sql`create table zephyr_folders (
    migration_id text not null, source_id text not null, name text not null, path text not null, depth integer not null,
    parent_id text, folder_type text not null, position integer not null, raw text not null, seen_run_id text not null,
    primary key (migration_id, source_id))`.execute(db);
  for (const table of STAGED) {
    const columns =
      table === 'zephyr_test_executions'
        ? sql`, test_case_key text not null, cycle_id text, environment_id text, actual_end text`
        : sql``;
    await sql`create table ${sql.table(table)} (
      migration_id text not null, source_id text not null, source_key text not null, folder_id text, raw text not null,
      detail text, seen_run_id text not null${columns}, primary key (migration_id, source_id))`.execute(db);
    await sql`create index ${sql.ref(`${table}_by_key`)} on ${sql.table(table)} (migration_id, source_key)`.execute(
      db,
    );
  }
  await sql`create index zephyr_test_executions_by_run on zephyr_test_executions
    (migration_id, cycle_id, test_case_key, environment_id, actual_end)`.execute(db);
  await sql`create table zephyr_attachments (
    migration_id text not null, source_id text not null, attachment_id text not null, name text not null,
    owner text not null, owner_key text not null, sha256 text, size_bytes integer, seen_run_id text not null,
    primary key (migration_id, source_id))`.execute(db);
  await sql`create table zephyr_field_profiles (
    migration_id text not null, object text not null, label text not null, profile text not null,
    primary key (migration_id, object, label))`.execute(db);
}

async function createTarget(db: Kysely<unknown>): Promise<void> {
  for (const table of DRAFTED) {
    await sql`create table ${sql.table(table)} (
      migration_id text not null, source_id text not null, source_key text not null, draft text not null,
      content_hash text not null, primary key (migration_id, source_id))`.execute(db);
    await sql`create index ${sql.ref(`${table}_by_key`)} on ${sql.table(table)} (migration_id, source_key)`.execute(
      db,
    );
  }
  await sql`create table qtest_projects (
    migration_id text primary key, target_id integer not null, name text not null, statuses text not null)`.execute(
    db,
  );
  await sql`create table qtest_test_runs (
    migration_id text not null, run_key text not null, name text not null, test_case_key text not null,
    cycle_source_id text, primary key (migration_id, run_key))`.execute(db);
  await sql`create table qtest_test_steps (
    migration_id text not null, test_case_id integer not null, version_id integer not null, step_ids text not null,
    primary key (migration_id, test_case_id))`.execute(db);
  await sql`create table qtest_fields (
    migration_id text not null, object text not null, field_id integer not null, definition text not null,
    primary key (migration_id, object, field_id))`.execute(db);
  await sql`create table qtest_additions (
    migration_id text not null, object text not null, field_label text not null, value_label text not null,
    primary key (migration_id, object, field_label, value_label))`.execute(db);
  await sql`create table zephyr_to_qtest_id_map (
    migration_id text not null, entity_type text not null, source_id text not null, source_key text, state text not null,
    target_id integer, target_pid text, version_id integer, parent_target_id integer, run_id text not null,
    content_hash text, intent_at integer not null, primary key (migration_id, entity_type, source_id))`.execute(
    db,
  );
  await sql`create index id_map_by_target on zephyr_to_qtest_id_map (migration_id, entity_type, target_id)`.execute(
    db,
  );
  await sql`create index id_map_by_key on zephyr_to_qtest_id_map (migration_id, entity_type, source_key)`.execute(
    db,
  );
  await sql`create index id_map_by_parent on zephyr_to_qtest_id_map (migration_id, entity_type, parent_target_id)`.execute(
    db,
  );
  await sql`create table ledger_sums (
    migration_id text not null, entity_type text not null, source_id text not null, fields_with_value integer not null,
    carried integer not null, primary key (migration_id, entity_type, source_id))`.execute(db);
  await sql`create table loss_ledger (
    migration_id text not null, entity_type text not null, source_id text not null, source_key text, field text not null,
    outcome text not null, reason text not null, primary key (migration_id, entity_type, source_id, field, outcome))`.execute(
    db,
  );
}
