import { type Kysely, type RawBuilder, sql } from 'kysely';

const NUMBERED = sql`printf('%03d', length(source_id)) || source_id`;
const IN_FOLDER = sql`coalesce(folder_id, '') || ' ' || ${NUMBERED}`;

/** Computes the plan keys of existing rows; `tables/plan-key.ts` makes those of new rows. */
const PLAN_KEYS: Readonly<Record<string, RawBuilder<unknown>>> = {
  zephyr_test_cases: IN_FOLDER,
  zephyr_test_cycles: IN_FOLDER,
  zephyr_test_plans: IN_FOLDER,
  zephyr_test_executions: sql`coalesce(cycle_id, '') || ' ' || test_case_key || ' ' || coalesce(environment_id, '')
    || ' ' || coalesce(actual_end, '') || ' ' || ${NUMBERED}`,
  zephyr_folders: sql`printf('%05d %s %s %08d ', depth, folder_type, coalesce(parent_id, ''), position) || ${NUMBERED}`,
};

/** Adds indexes for look-ups that would read a whole table, and the order in which records are planned. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index id_map_by_target_of_all on zephyr_to_qtest_id_map (entity_type, target_id)`.execute(
    db,
  );
  await sql`create index run_records_skipped on run_records (run_id, entity_type, source_id)
    where skip_reason is not null`.execute(db);
  for (const [name, planKey] of Object.entries(PLAN_KEYS)) {
    const table = sql.table(name);
    const label = name === 'zephyr_folders' ? sql`path` : sql`source_key`;
    await sql`alter table ${table} add column plan_key text not null default ''`.execute(db);
    await sql`update ${table} set plan_key = ${planKey}`.execute(db);
    // The index holds every column that planning and counting read, so that neither reads the records themselves.
    await sql`create index ${sql.ref(`${name}_by_plan`)} on ${table}
      (migration_id, plan_key, seen_run_id, source_id, ${label})`.execute(db);
  }
  await sql`drop index zephyr_test_executions_by_run`.execute(db);
}
