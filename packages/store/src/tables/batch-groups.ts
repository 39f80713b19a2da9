import type { EntityType, MigrationId } from '@z2q/contracts';
import { byIds } from '../in-chunks.ts';
import type { Reader } from '../store.ts';
import { planKey } from './plan-key.ts';

/**
 * What each record must stay in one batch with: its group by its id. Records of most types stand alone; executions that
 * share a test run do not, since it is created once only by one worker at a time.
 */
export async function groupsOf(
  db: Reader,
  migrationId: MigrationId,
  type: EntityType,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const alone = new Map(ids.map((id) => [id, id]));
  if (type !== 'test_execution') return alone;
  const rows = await byIds(ids, (some) =>
    db
      .selectFrom('zephyr_test_executions')
      .select(['source_id', 'plan_key'])
      .where('migration_id', '=', migrationId)
      .where('source_id', 'in', some)
      .execute(),
  );
  return new Map([...alone, ...rows.map((row) => [row.source_id, planKey.testRunOf(row.plan_key)] as const)]);
}
