import type { MigrationId, RunView } from '@z2q/contracts';
import type { ReportInput } from '@z2q/report';
import { groupLedger, type Reader, sumLedger } from '@z2q/store';

/** What became of the fields of all records of the migration, for the entity types that this run counts. */
export async function readLedger(
  db: Reader,
  migrationId: MigrationId,
  counts: RunView['counts'],
): Promise<ReportInput['ledger']> {
  const sums = (await sumLedger(db, migrationId)).filter(
    ({ entityType }) => (counts[entityType]?.source ?? 0) > 0,
  );
  const rows = (await groupLedger(db, migrationId)).map(({ exampleKey, ...group }) => ({
    ...group,
    examples: exampleKey === null ? [] : [exampleKey],
  }));
  return { sums, carried: [], rows };
}
