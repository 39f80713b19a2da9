import { ProjectAddress, type Side } from '@z2q/contracts';
import type { InMigration } from '../in-run.ts';
import type { Reader, Writer } from '../store.ts';

const COLUMNS = { source: 'source_address', target: 'target_address' } as const satisfies Record<
  Side,
  string
>;

/** The addresses of a migration's two projects at first contact; null: not contacted yet. */
export type Addresses = Readonly<Record<Side, ProjectAddress | null>>;

export async function findAddresses(db: InMigration<Reader>): Promise<Addresses> {
  const row = await db
    .selectFrom('migration_state')
    .select(['source_address', 'target_address'])
    .where('id', '=', db.migrationId)
    .executeTakeFirst();
  return { source: readAddress(row?.source_address), target: readAddress(row?.target_address) };
}

const readAddress = (text: string | null | undefined): ProjectAddress | null =>
  text ? ProjectAddress.parse(JSON.parse(text)) : null;

/** Stores the address of a project unless one is stored already. @returns the stored address. */
export async function keepAddress(
  tx: InMigration<Writer>,
  side: Side,
  seen: ProjectAddress,
): Promise<ProjectAddress> {
  const kept = (await findAddresses(tx))[side];
  if (kept) return kept;
  await setAddress(tx, side, seen);
  return seen;
}

/** Changes the URL of a project's host. The project itself stays the same. */
export async function moveAddress(tx: InMigration<Writer>, side: Side, url: string): Promise<void> {
  const kept = (await findAddresses(tx))[side];
  if (kept) await setAddress(tx, side, { ...kept, url });
}

const setAddress = (tx: InMigration<Writer>, side: Side, address: ProjectAddress) =>
  tx
    .updateTable('migration_state')
    .set({ [COLUMNS[side]]: JSON.stringify(address) })
    .where('id', '=', tx.migrationId)
    .execute();
