import type { TargetStatus } from '@z2q/contracts';
import { sql } from 'kysely';
import type { InMigration } from '../in-run.ts';
import type { Reader, Writer } from '../store.ts';
import { findTargetProject, listStoredFields, type StoredField } from './target-schema.ts';

export type LayoutRow = { migration_id: string; number: number; statuses: string; fields: string };

/** The fields and statuses by which the bodies of objects are built. */
type Offered = { readonly statuses: readonly TargetStatus[]; readonly fields: readonly StoredField[] };

/**
 * What the target offered when loading began, noted each time that it had changed. Numbers count up within a
 * migration.
 */
export type Layout = Offered & { readonly number: number };

/**
 * Adds a layout, unless it equals the newest one. Must be called before the stored fields are replaced: they
 * become the first layout of a migration that an earlier release has loaded.
 */
export async function saveLayout(tx: InMigration<Writer>, offered: Offered): Promise<void> {
  const newest = (await listLayouts(tx)).at(-1) ?? (await keepStored(tx));
  if (newest && toText(newest) === toText(offered)) return;
  await insert(tx, { ...offered, number: (newest?.number ?? 0) + 1 });
}

/** An earlier release, without layouts, has created objects by the stored fields. */
async function keepStored(tx: InMigration<Writer>): Promise<Layout | undefined> {
  const project = await findTargetProject(tx);
  if (!project) return undefined;
  const stored = { number: 1, statuses: project.statuses, fields: await listStoredFields(tx) };
  await insert(tx, stored);
  return stored;
}

const toText = ({ statuses, fields }: Offered): string => JSON.stringify([statuses, fields]);

const insert = async (tx: InMigration<Writer>, { number, statuses, fields }: Layout): Promise<void> =>
  void (await tx
    .insertInto('qtest_layouts')
    .values({
      migration_id: tx.migrationId,
      number,
      statuses: JSON.stringify(statuses),
      fields: JSON.stringify(fields),
    })
    .execute());

/** The migration's layouts, oldest first. */
export async function listLayouts(db: InMigration<Reader>): Promise<readonly Layout[]> {
  const rows = await db
    .selectFrom('qtest_layouts')
    .selectAll()
    .where('migration_id', '=', db.migrationId)
    .orderBy('number')
    .execute();
  return rows.map(({ number, statuses, fields }) => ({
    number,
    statuses: JSON.parse(statuses),
    fields: JSON.parse(fields),
  }));
}

/**
 * The layout that an object was last written with, by its number in the id map. null stands for the oldest.
 */
export const findLayout = (layouts: readonly Layout[], number: number | null): Layout | undefined =>
  layouts.find((layout) => layout.number === number) ?? layouts[0];

/**
 * SQL for the number of the newest layout, to be written into the id map. It has no parameter: SQLite compiles a
 * statement anew each time that it is bound, if its highest or first row of some value is looked for.
 */
export const NEWEST_LAYOUT = sql<number | null>`(select max(number) from qtest_layouts
  where qtest_layouts.migration_id = zephyr_to_qtest_id_map.migration_id)`;
