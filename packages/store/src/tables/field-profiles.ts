import type { FieldProfile, MigrationId } from '@z2q/contracts';
import { byRows, replacing } from '../in-chunks.ts';
import type { InMigration } from '../in-run.ts';
import type { Reader, Writer } from '../store.ts';

export type FieldProfileRow = { migration_id: string; object: string; label: string; profile: string };

/**
 * Merges new observations of fields into the stored ones, in the transaction of the page that they come from. The
 * stored ones cannot change meanwhile (`Store.write`).
 */
export async function mergeFieldProfiles(
  tx: InMigration<Writer>,
  profiles: readonly FieldProfile[],
  merge: (stored: FieldProfile, seen: FieldProfile) => FieldProfile,
): Promise<void> {
  const stored = await listFieldProfiles(tx);
  const known = new Map(stored.map((profile) => [keyOf(profile), profile]));
  const merged = new Map<string, FieldProfile>();
  for (const profile of profiles) {
    const earlier = merged.get(keyOf(profile)) ?? known.get(keyOf(profile));
    merged.set(keyOf(profile), earlier ? merge(earlier, profile) : profile);
  }
  const rows = [...merged.values()].map((profile) => toRow(tx.migrationId, profile));
  await byRows(rows, (some) =>
    tx
      .insertInto('zephyr_field_profiles')
      .values(some)
      .onConflict((conflict) =>
        conflict.columns(['migration_id', 'object', 'label']).doUpdateSet(replacing('profile')),
      )
      .execute(),
  );
}

const keyOf = ({ object, field }: FieldProfile): string => `${object}/${field}`;

const toRow = (migrationId: MigrationId, profile: FieldProfile): FieldProfileRow => ({
  migration_id: migrationId,
  object: profile.object,
  label: profile.field,
  profile: JSON.stringify(profile),
});

export async function listFieldProfiles(db: InMigration<Reader>): Promise<readonly FieldProfile[]> {
  const rows = await db
    .selectFrom('zephyr_field_profiles')
    .select('profile')
    .where('migration_id', '=', db.migrationId)
    .execute();
  return rows.map((row) => JSON.parse(row.profile));
}
