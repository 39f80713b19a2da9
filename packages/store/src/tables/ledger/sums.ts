import { LedgerType, type ValueOutcome } from '@z2q/contracts';
import type { InMigration } from '../../in-run.ts';
import type { Reader } from '../../store.ts';
import { type LedgerCount, toCount } from './counts.ts';

/**
 * What the source sent of a type, and what became of it. Kept with each change, so reading it costs the same for any
 * number of records.
 */
export type LedgerSums = {
  readonly entityType: LedgerType;
  readonly received: number;
  readonly counts: readonly LedgerCount[];
  /** Carried values of records that were read back from the target and found right. */
  readonly readBack: number;
  /** Records without an account: they failed, or were not transformed yet. */
  readonly open: { readonly records: number; readonly values: number };
};

export async function sumLedger(db: InMigration<Reader>): Promise<readonly LedgerSums[]> {
  const sums = await db
    .selectFrom('ledger_sums')
    .selectAll()
    .where('migration_id', '=', db.migrationId)
    .execute();
  const counts = await db
    .selectFrom('ledger_counts')
    .selectAll()
    .where('migration_id', '=', db.migrationId)
    .where('count', '>', 0)
    .execute();
  const open = await db
    .selectFrom('ledger_records')
    .select((eb) => ['entity_type', eb.fn.countAll().as('records'), eb.fn.sum('received').as('values')])
    .where('migration_id', '=', db.migrationId)
    .where('tally', 'is', null)
    .groupBy('entity_type')
    .execute();
  return LedgerType.options.flatMap((entityType) => {
    const ofType = <Row extends { readonly entity_type: string }>(rows: readonly Row[]): Row[] =>
      rows.filter((row) => row.entity_type === entityType);
    const [sum] = ofType(sums);
    const ofCounts = ofType(counts).map(toCount);
    if (sum === undefined && ofCounts.length === 0) return [];
    const [left] = ofType(open);
    return [
      {
        entityType,
        received: sum?.received ?? 0,
        readBack: sum?.read_back ?? 0,
        counts: ofCounts,
        open: { records: Number(left?.records ?? 0), values: Number(left?.values ?? 0) },
      },
    ];
  });
}

/** How many values had an outcome, for tests and checks. */
export const countOutcome = ({ counts }: LedgerSums, outcome: ValueOutcome): number =>
  counts.reduce((sum, row) => sum + (row.outcome === outcome ? row.count : 0), 0);
