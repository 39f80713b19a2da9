import type { EntityType, MigrationId } from '@z2q/contracts';
import type { Reader } from '../store.ts';
import { planKey } from './plan-key.ts';

/** What each record must stay in one batch with: its group by its id. Records of most types stand alone. */
export async function groupsOf(
  db: Reader,
  migrationId: MigrationId,
  type: EntityType,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const alone = new Map(ids.map((id) => [id, id]));
  if (type !== 'test_execution' || ids.length === 0) return alone;
  const rows = await db
    .selectFrom('zephyr_test_executions')
    .select(['source_id', 'plan_key'])
    .where('migration_id', '=', migrationId)
    .where('source_id', 'in', ids)
    .execute();
  return new Map([...alone, ...rows.map((row) => [row.source_id, planKey.testRunOf(row.plan_key)] as const)]);
}
