import { ProjectAddress, type Side } from '@z2q/contracts';
import type { InMigration } from '../in-run.ts';
import type { Reader, Writer } from '../store.ts';

const COLUMNS = { source: 'source_address', target: 'target_address' } as const satisfies Record<
  Side,
  string
>;

const MEANT = { source: 'source_meant', target: 'target_meant' } as const satisfies Record<Side, string>;

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
  else await setMeant(tx, side, url);
}

/**
 * Stores the URLs that the runs of a migration are meant for. They count until the first contact with a site,
 * whose address counts from then on.
 */
export async function meanSites(
  tx: InMigration<Writer>,
  urls: Readonly<Record<Side, string>>,
): Promise<void> {
  for (const side of ['source', 'target'] as const) await setMeant(tx, side, urls[side]);
}

/**
 * Stores other URLs for all migrations that were meant for a site and never contacted it, because the
 * variables were changed.
 */
export async function redirectUnmet(tx: Writer, urls: Readonly<Record<Side, string>>): Promise<void> {
  for (const side of ['source', 'target'] as const)
    await tx
      .updateTable('migration_state')
      .set({ [MEANT[side]]: urls[side] })
      .where(COLUMNS[side], 'is', null)
      .where(MEANT[side], 'is not', null)
      .execute();
}

/** The URL that a run was meant for; null: no run was started yet by this release. */
export async function findMeantUrl(db: InMigration<Reader>, side: Side): Promise<string | null> {
  const row = await db
    .selectFrom('migration_state')
    .select(['source_meant', 'target_meant'])
    .where('id', '=', db.migrationId)
    .executeTakeFirst();
  return row?.[MEANT[side]] ?? null;
}

const setMeant = (tx: InMigration<Writer>, side: Side, url: string) =>
  tx
    .updateTable('migration_state')
    .set({ [MEANT[side]]: url })
    .where('id', '=', tx.migrationId)
    .execute();

const setAddress = (tx: InMigration<Writer>, side: Side, address: ProjectAddress) =>
  tx
    .updateTable('migration_state')
    .set({ [COLUMNS[side]]: JSON.stringify(address) })
    .where('id', '=', tx.migrationId)
    .execute();
