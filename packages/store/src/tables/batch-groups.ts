import type { EntityType, MigrationId } from '@z2q/contracts';
import type { Reader } from '../store.ts';

type SharedRun = {
  readonly cycle_id: string | null;
  readonly test_case_key: string;
  readonly environment_id: string | null;
};

/** Executions of one cycle, case and environment share a test run, which is created once only by one worker at a time. */
const groupOfExecution = ({ cycle_id, test_case_key, environment_id }: SharedRun): string =>
  `${cycle_id ?? ''}|${test_case_key}|${environment_id ?? ''}`;

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
    .select(['source_id', 'cycle_id', 'test_case_key', 'environment_id'])
    .where('migration_id', '=', migrationId)
    .where('source_id', 'in', ids)
    .execute();
  return new Map([...alone, ...rows.map((row) => [row.source_id, groupOfExecution(row)] as const)]);
}
