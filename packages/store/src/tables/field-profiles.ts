import type { MigrationId } from '@z2q/contracts';
import type { Reader, Writer } from '../store.ts';

/** What values the custom fields of a kind of record were seen to have; the shape is the mapping's. */
export type StoredProfile = { readonly object: string; readonly label: string; readonly profile: unknown };

/** Merges new observations into the stored ones, in the transaction of the page they come from. */
export async function mergeFieldProfiles(
  tx: Writer,
  migrationId: MigrationId,
  profiles: readonly StoredProfile[],
  merge: (stored: unknown, seen: unknown) => unknown,
): Promise<void> {
  for (const { object, label, profile } of profiles) {
    const stored = await tx
      .selectFrom('zephyr_field_profiles')
      .select('profile')
      .where('migration_id', '=', migrationId)
      .where('object', '=', object)
      .where('label', '=', label)
      .executeTakeFirst();
    const merged = JSON.stringify(stored ? merge(JSON.parse(stored.profile), profile) : profile);
    await tx
      .insertInto('zephyr_field_profiles')
      .values({ migration_id: migrationId, object, label, profile: merged })
      .onConflict((conflict) =>
        conflict.columns(['migration_id', 'object', 'label']).doUpdateSet({ profile: merged }),
      )
      .execute();
  }
}

export async function listFieldProfiles(
  db: Reader,
  migrationId: MigrationId,
): Promise<readonly StoredProfile[]> {
  const rows = await db
    .selectFrom('zephyr_field_profiles')
    .selectAll()
    .where('migration_id', '=', migrationId)
    .execute();
  return rows.map((row) => ({ object: row.object, label: row.label, profile: JSON.parse(row.profile) }));
}
