import type { RunView } from '@z2q/contracts';
import type { ReportInput } from '@z2q/report';
import { groupLedger, type InMigration, type Reader, sumLedger } from '@z2q/store';

/** What became of the fields of all records of the migration, for the entity types that this run counts. */
export async function readLedger(
  db: InMigration<Reader>,
  counts: RunView['counts'],
): Promise<ReportInput['ledger']> {
  const sums = (await sumLedger(db)).filter(({ entityType }) => (counts[entityType]?.source ?? 0) > 0);
  const rows = (await groupLedger(db)).map(({ exampleKey, ...group }) => ({
    ...group,
    examples: exampleKey === null ? [] : [exampleKey],
  }));
  return { sums, carried: [], rows };
}
