import type { FieldProfile, MigrationId } from '@z2q/contracts';
import type { Reader, Writer } from '../store.ts';

export type FieldProfileRow = { migration_id: string; object: string; label: string; profile: string };

/** Merges new observations of fields into the stored ones, in the transaction of the page they come from. */
export async function mergeFieldProfiles(
  tx: Writer,
  migrationId: MigrationId,
  profiles: readonly FieldProfile[],
  merge: (stored: FieldProfile, seen: FieldProfile) => FieldProfile,
): Promise<void> {
  for (const profile of profiles) {
    const { object, field: label } = profile;
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
): Promise<readonly FieldProfile[]> {
  const rows = await db
    .selectFrom('zephyr_field_profiles')
    .select('profile')
    .where('migration_id', '=', migrationId)
    .execute();
  return rows.map((row) => JSON.parse(row.profile));
}
