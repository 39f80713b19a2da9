import { ENTITY_TYPES, type MigrationId, type RunView } from '@z2q/contracts';
import type { ReportInput } from '@z2q/report';
import { groupLedger, type Reader, sumCarried } from '@z2q/store';

/** What became of the fields of all records of the migration, for the entity types that this run counts. */
export async function readLedger(
  db: Reader,
  migrationId: MigrationId,
  counts: RunView['counts'],
): Promise<ReportInput['ledger']> {
  const counted = ENTITY_TYPES.filter((type) => (counts[type]?.source ?? 0) > 0);
  const sums = counted.map(async (entityType) => ({
    entityType,
    carried: await sumCarried(db, migrationId, entityType),
    fieldsWithValue: null,
  }));
  const rows = (await groupLedger(db, migrationId)).map(({ exampleKey, ...group }) => ({
    ...group,
    examples: exampleKey === null ? [] : [exampleKey],
  }));
  return { sums: await Promise.all(sums), carried: [], rows };
}
