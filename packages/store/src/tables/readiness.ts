import type { Database } from '../database.ts';
import type { InMigration } from '../in-run.ts';
import type { Reader } from '../store.ts';

const STAGED = [
  'zephyr_folders',
  'zephyr_test_cases',
  'zephyr_test_cycles',
  'zephyr_test_plans',
  'zephyr_test_executions',
] as const satisfies readonly (keyof Database)[];
const DRAFTED = [
  'qtest_modules',
  'qtest_test_cases',
  'qtest_test_cycles',
  'qtest_releases',
  'qtest_executions',
] as const satisfies readonly (keyof Database)[];

/** Whether a run that leaves out the first phases has results of earlier runs to start from. */
export type Readiness = { readonly isExtracted: boolean; readonly isTransformed: boolean };

/**
 * Before any listing nothing is extracted. A project whose listing is complete and empty counts as extracted,
 * and as transformed, since there is nothing to transform.
 */
export async function readReadiness(db: InMigration<Reader>): Promise<Readiness> {
  const hasStaged = await hasAny(db, STAGED);
  return {
    isExtracted: hasStaged || (await hasListed(db)),
    isTransformed: !hasStaged || (await hasAny(db, DRAFTED)),
  };
}

async function hasAny(
  db: InMigration<Reader>,
  tables: readonly ((typeof STAGED)[number] | (typeof DRAFTED)[number])[],
): Promise<boolean> {
  for (const table of tables) {
    const row = await db
      .selectFrom(table)
      .select('source_id')
      .where('migration_id', '=', db.migrationId)
      .limit(1)
      .executeTakeFirst();
    if (row) return true;
  }
  return false;
}

async function hasListed(db: InMigration<Reader>): Promise<boolean> {
  const row = await db
    .selectFrom('run_stages as stage')
    .innerJoin('runs', 'runs.id', 'stage.run_id')
    .select('stage.run_id')
    .where('runs.migration_id', '=', db.migrationId)
    .where('stage.phase', '=', 'extract')
    .where('stage.entity_type', '=', 'project')
    .where('stage.state', '=', 'done')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
