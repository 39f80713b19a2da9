import type { MigrationId } from '@z2q/contracts';
import type { Reader } from '../store.ts';
import type { Migration } from './migrations.ts';

/** Another migration of the same two projects, with how much of it is on the target. */
export type Twin = { readonly id: MigrationId; readonly name: string; readonly objects: number };

/** Those that have something on the target, oldest first. */
export async function listTwins(db: Reader, migration: Migration): Promise<readonly Twin[]> {
  const rows = await db
    .selectFrom('migration_state as other')
    .innerJoin('zephyr_to_qtest_id_map as mapped', 'mapped.migration_id', 'other.id')
    .select((eb) => ['other.id', 'other.name', 'other.created_at', eb.fn.countAll().as('objects')])
    .where('other.source_project_key', '=', migration.sourceProjectKey)
    .where('other.target_project_id', '=', migration.targetProjectId)
    .where('other.id', '<>', migration.id)
    .groupBy(['other.id', 'other.name', 'other.created_at'])
    .orderBy('other.created_at')
    .execute();
  return rows.map((row) => ({ id: row.id as MigrationId, name: row.name, objects: Number(row.objects) }));
}
