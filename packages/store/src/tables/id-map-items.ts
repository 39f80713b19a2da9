import type { IdMapItem, MappedType, MigrationId, RunId } from '@z2q/contracts';
import type { Reader } from '../store.ts';

/** For the control API. `cursor` is `{entityType}|{sourceId}` of the last item given. */
export async function pageIdMap(
  db: Reader,
  migrationId: MigrationId,
  entityType: MappedType | undefined,
  limit: number,
  cursor: string | null,
): Promise<readonly IdMapItem[]> {
  const [type = '', ...rest] = cursor?.split('|') ?? [];
  const rows = await db
    .selectFrom('zephyr_to_qtest_id_map')
    .selectAll()
    .where('migration_id', '=', migrationId)
    .where('state', '=', 'created')
    .$if(entityType !== undefined, (query) => query.where('entity_type', '=', entityType ?? ''))
    .$if(cursor !== null, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('entity_type', 'source_id'), '>', tuple(type, rest.join('|'))),
      ),
    )
    .orderBy('entity_type')
    .orderBy('source_id')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    entityType: row.entity_type as MappedType,
    sourceId: row.source_id,
    sourceKey: row.source_key,
    targetId: row.target_id ?? 0,
    ...(row.target_pid === null ? {} : { targetPid: row.target_pid }),
    runId: row.run_id as RunId,
  }));
}

export async function countMapped(
  db: Reader,
  migrationId: MigrationId,
  entityType: MappedType,
): Promise<number> {
  const row = await db
    .selectFrom('zephyr_to_qtest_id_map')
    .select((eb) => eb.fn.countAll().as('count'))
    .where('migration_id', '=', migrationId)
    .where('entity_type', '=', entityType)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}
