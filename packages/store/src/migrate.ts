import { type Kysely, sql } from 'kysely';
import type { Database } from './database.ts';
import { up as initial } from './migrations/0001-initial.ts';
import { up as lookupsAndPlanOrder } from './migrations/0002-lookups-and-plan-order.ts';
import { up as pausedTime } from './migrations/0003-paused-time.ts';
import { up as loadedDrafts } from './migrations/0004-loaded-drafts.ts';
import { up as unjudgedRecords } from './migrations/0005-unjudged-records.ts';
import { up as claimsAndDoubts } from './migrations/0006-claims-and-doubts.ts';
import { up as audit } from './migrations/0007-audit.ts';
import { up as sitesAndTombstones } from './migrations/0008-sites-and-tombstones.ts';
import { up as storeState } from './migrations/0009-store-state.ts';
import { up as lostLeases } from './migrations/0010-lost-leases.ts';
import { up as adoptedObjects } from './migrations/0011-adopted-objects.ts';
import { up as ledgerCodes } from './migrations/0012-ledger-codes.ts';
import { up as waves } from './migrations/0013-waves.ts';
import { up as surveys } from './migrations/0014-surveys.ts';
import { up as changedMapping } from './migrations/0016-changed-mapping.ts';
import { up as measures } from './migrations/0017-measures.ts';
import { up as stepLists } from './migrations/0020-step-lists.ts';
import { up as heldAccounts } from './migrations/0022-held-accounts.ts';
import { up as stayingValues } from './migrations/0024-staying-values.ts';
import { up as meantSites } from './migrations/0025-meant-sites.ts';
import { up as readHashes } from './migrations/0026-read-hashes.ts';
import { up as layouts } from './migrations/0027-layouts.ts';
import { up as begunBatches } from './migrations/0028-begun-batches.ts';
import { up as endings } from './migrations/0029-endings.ts';
import { up as oneIndexByTarget } from './migrations/0030-one-index-by-target.ts';

/** Append only: a released schema migration is never edited. */
const MIGRATIONS: readonly ((db: Kysely<unknown>) => Promise<void>)[] = [
  initial,
  lookupsAndPlanOrder,
  pausedTime,
  loadedDrafts,
  unjudgedRecords,
  claimsAndDoubts,
  audit,
  sitesAndTombstones,
  storeState,
  lostLeases,
  adoptedObjects,
  ledgerCodes,
  waves,
  surveys,
  changedMapping,
  measures,
  stepLists,
  heldAccounts,
  stayingValues,
  meantSites,
  readHashes,
  layouts,
  begunBatches,
  endings,
  oneIndexByTarget,
];

/** Brings the tables up to date. Several processes may run it at once: writes go one at a time (`Store.write`). */
export async function migrate(db: Kysely<Database>): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await sql`create table if not exists schema_version (version integer not null)`.execute(tx);
    const { rows } = await sql<{
      version: number | null;
    }>`select max(version) as version from schema_version`.execute(tx);
    const current = rows[0]?.version ?? 0;
    if (current > MIGRATIONS.length) throw new Error(newerSchema(current));
    for (const [index, up] of MIGRATIONS.entries()) {
      if (index < current) continue;
      await up(tx as unknown as Kysely<unknown>);
      await sql`insert into schema_version (version) values (${index + 1})`.execute(tx);
    }
  });
}

const newerSchema = (version: number): string =>
  `The database has schema ${version}, this release knows ${MIGRATIONS.length}: it was written by a newer z2q. Use that release, or another DATA_DIR.`;
