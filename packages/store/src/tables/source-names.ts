import { byRows, lastOfEach, replacing } from '../in-chunks.ts';
import type { InMigration } from '../in-run.ts';
import type { Reader, Writer } from '../store.ts';

export type ProjectRow = { migration_id: string; source_id: string; source_key: string; raw: string };
export type ReferenceRow = {
  migration_id: string;
  kind: string;
  source_id: string;
  name: string;
  is_default: number;
};

/** A name that source records link to by id, such as a status. */
export type NamedReference = {
  readonly kind: string;
  readonly sourceId: string;
  readonly name: string;
  readonly isDefault: boolean;
};

export async function saveSourceProject(
  tx: InMigration<Writer>,
  project: { readonly sourceId: string; readonly key: string; readonly raw: unknown },
): Promise<void> {
  const row = { source_key: project.key, raw: JSON.stringify(project.raw) };
  await tx
    .insertInto('zephyr_projects')
    .values({ ...row, migration_id: tx.migrationId, source_id: project.sourceId })
    .onConflict((conflict) => conflict.columns(['migration_id', 'source_id']).doUpdateSet(row))
    .execute();
}

export async function saveReferences(
  tx: InMigration<Writer>,
  references: readonly NamedReference[],
): Promise<void> {
  const rows = references.map((reference) => ({
    migration_id: tx.migrationId,
    kind: reference.kind,
    source_id: reference.sourceId,
    name: reference.name,
    is_default: reference.isDefault ? 1 : 0,
  }));
  const changed = replacing('name', 'is_default');
  await byRows(
    lastOfEach(rows, (row) => `${row.kind}/${row.source_id}`),
    (some) =>
      tx
        .insertInto('zephyr_references')
        .values(some)
        .onConflict((conflict) =>
          conflict.columns(['migration_id', 'kind', 'source_id']).doUpdateSet(changed),
        )
        .execute(),
  );
}

export async function listReferences(db: InMigration<Reader>): Promise<readonly NamedReference[]> {
  const rows = await db
    .selectFrom('zephyr_references')
    .selectAll()
    .where('migration_id', '=', db.migrationId)
    .execute();
  return rows.map((row) => ({
    kind: row.kind,
    sourceId: row.source_id,
    name: row.name,
    isDefault: row.is_default === 1,
  }));
}
