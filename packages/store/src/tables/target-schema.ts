import type { FieldObject, TargetField, TargetStatus } from '@z2q/contracts';
import { byRows } from '../in-chunks.ts';
import type { InMigration } from '../in-run.ts';
import type { Reader, Writer } from '../store.ts';

export type TargetProjectRow = { migration_id: string; target_id: number; name: string; statuses: string };
export type FieldRow = { migration_id: string; object: string; field_id: number; definition: string };

/** A field of the target project, as read when loading began. */
export type StoredField = { readonly object: FieldObject; readonly definition: TargetField };
export type StoredProject = {
  readonly targetId: number;
  readonly name: string;
  readonly statuses: readonly TargetStatus[];
};

export async function saveTargetProject(tx: InMigration<Writer>, project: StoredProject): Promise<void> {
  const row = { target_id: project.targetId, name: project.name, statuses: JSON.stringify(project.statuses) };
  await tx
    .insertInto('qtest_projects')
    .values({ ...row, migration_id: tx.migrationId })
    .onConflict((conflict) => conflict.column('migration_id').doUpdateSet(row))
    .execute();
}

export async function findTargetProject(db: InMigration<Reader>): Promise<StoredProject | undefined> {
  const row = await db
    .selectFrom('qtest_projects')
    .selectAll()
    .where('migration_id', '=', db.migrationId)
    .executeTakeFirst();
  return row && { targetId: row.target_id, name: row.name, statuses: JSON.parse(row.statuses) };
}

/** Replaces the stored fields of the target. */
export async function saveFields(tx: InMigration<Writer>, fields: readonly StoredField[]): Promise<void> {
  await tx.deleteFrom('qtest_fields').where('migration_id', '=', tx.migrationId).execute();
  const rows = fields.map(({ object, definition }) => ({
    migration_id: tx.migrationId,
    object,
    field_id: definition.id,
    definition: JSON.stringify(definition),
  }));
  await byRows(rows, (some) => tx.insertInto('qtest_fields').values(some).execute());
}

export async function listStoredFields(db: InMigration<Reader>): Promise<readonly StoredField[]> {
  const rows = await db
    .selectFrom('qtest_fields')
    .selectAll()
    .where('migration_id', '=', db.migrationId)
    .execute();
  return rows.map((row) => ({
    object: row.object as FieldObject,
    definition: JSON.parse(row.definition),
  }));
}
