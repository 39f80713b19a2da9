import { type Kysely, sql } from 'kysely';

const DRAFTED = [
  'qtest_modules',
  'qtest_test_cases',
  'qtest_test_cycles',
  'qtest_releases',
  'qtest_executions',
  'qtest_attachments',
] as const;

/**
 * Adds the draft as it was loaded. A changed record is compared with it to see whether somebody has edited the object
 * on the target.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const table of DRAFTED)
    await sql`alter table ${sql.table(table)} add column loaded_draft text`.execute(db);
}
