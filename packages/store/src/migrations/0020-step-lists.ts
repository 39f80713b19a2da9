import { type Kysely, sql } from 'kysely';

/**
 * Adds how many attachment lists the steps of each staged record have, for the forecast of requests. The sum is read
 * from the indexes alone.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const table of [
    'zephyr_test_cases',
    'zephyr_test_cycles',
    'zephyr_test_plans',
    'zephyr_test_executions',
  ])
    await sql`alter table ${sql.table(table)} add column step_lists integer`.execute(db);
  for (const table of ['zephyr_test_cases', 'zephyr_test_executions'])
    await sql`create index ${sql.ref(`${table}_step_lists`)} on ${sql.table(table)} (migration_id, step_lists)`.execute(
      db,
    );
}
