import type { LedgerCode, LedgerParams, LedgerType, TallyRow, ValueOutcome } from '@z2q/contracts';
import { byRows, replacing } from '../../in-chunks.ts';
import type { InMigration } from '../../in-run.ts';
import type { Reader, Writer } from '../../store.ts';

export type LedgerCountRow = {
  migration_id: string;
  entity_type: string;
  id: number;
  pattern: string;
  outcome: string;
  code: string | null;
  params: string | null;
  count: number;
  examples: string;
};

/** How many record keys are kept as examples with each count. */
const EXAMPLES = 3;
/** How many counts a type may have. Beyond that, values at a new pattern are counted under the pattern `{}`. */
const MAX_COUNTS = 2_000;
const OTHERS = '{}';

/** How many values of all records of a type share a pattern, an outcome and a code. */
export type LedgerCount = {
  readonly id: number;
  readonly pattern: string;
  readonly outcome: ValueOutcome;
  readonly code: LedgerCode | null;
  readonly params: LedgerParams | null;
  readonly count: number;
  readonly examples: readonly string[];
};

/** How many values of one record are in each count, by the count's id. */
export type Tally = ReadonlyMap<number, number>;

/** Writes a tally as `12:1 13:40` (count id, colon, number of values). */
export const writeTally = (tally: Tally): string =>
  [...tally].map(([id, count]) => `${id}:${count}`).join(' ');

export function readTally(text: string | null): Tally {
  if (text === null || text === '') return new Map();
  return new Map(
    text.split(' ').map((part): [number, number] => {
      const [id, count] = part.split(':');
      return [Number(id), Number(count)];
    }),
  );
}

/** Loads the counts of a type, to be changed record by record and then stored. */
export async function openCounts(tx: InMigration<Reader>, type: LedgerType) {
  const counts = await listCounts(tx, type);
  const byId = new Map(counts.map((count) => [count.id, count]));
  const byKey = new Map(counts.map((count) => [keyOf(count), count]));
  const touched = new Set<number>();
  let next = Math.max(0, ...byId.keys()) + 1;

  const find = (row: Omit<TallyRow, 'count'>): LedgerCount => {
    const known = byKey.get(keyOf(row));
    if (known) return known;
    if (byId.size >= MAX_COUNTS && row.pattern !== OTHERS) return find({ ...row, pattern: OTHERS });
    const { pattern, outcome, code, params = null } = row;
    const made = { id: next, pattern, outcome, code, params, count: 0, examples: [] };
    next += 1;
    byId.set(made.id, made);
    byKey.set(keyOf(made), made);
    return made;
  };
  const change = (id: number, by: number, exampleOf: (examples: readonly string[]) => readonly string[]) => {
    const before = byId.get(id);
    if (!before) return;
    const after = { ...before, count: before.count + by, examples: exampleOf(before.examples) };
    byId.set(id, after);
    byKey.set(keyOf(after), after);
    touched.add(id);
  };

  return {
    get: (id: number): LedgerCount | undefined => byId.get(id),
    toTally: (rows: readonly TallyRow[]): Tally => {
      const tally = new Map<number, number>();
      for (const { count, ...row } of rows) {
        const { id } = find(row);
        tally.set(id, (tally.get(id) ?? 0) + count);
      }
      return tally;
    },
    /** Replaces the tally of one record by another. */
    exchange: (key: string | null, before: Tally, after: Tally): void => {
      for (const [id, count] of before)
        if (!after.has(id)) change(id, -count, (examples) => examples.filter((example) => example !== key));
      for (const [id, count] of after)
        change(id, count - (before.get(id) ?? 0), (examples) =>
          key === null || examples.length >= EXAMPLES || examples.includes(key)
            ? examples
            : [...examples, key],
        );
    },
    store: (writer: InMigration<Writer>): Promise<unknown> =>
      storeCounts(
        writer,
        type,
        [...touched].flatMap((id) => byId.get(id) ?? []),
      ),
  };
}

const keyOf = ({ pattern, outcome, code }: Pick<LedgerCount, 'pattern' | 'outcome' | 'code'>): string =>
  `${outcome}|${code ?? ''}|${pattern}`;

export async function listCounts(db: InMigration<Reader>, type: LedgerType): Promise<readonly LedgerCount[]> {
  const rows = await db
    .selectFrom('ledger_counts')
    .selectAll()
    .where('migration_id', '=', db.migrationId)
    .where('entity_type', '=', type)
    .execute();
  return rows.map(toCount);
}

export const toCount = (row: LedgerCountRow): LedgerCount => ({
  id: row.id,
  pattern: row.pattern,
  outcome: row.outcome as ValueOutcome,
  code: row.code as LedgerCode | null,
  params: row.params === null ? null : (JSON.parse(row.params) as LedgerParams),
  count: row.count,
  examples: JSON.parse(row.examples) as readonly string[],
});

function storeCounts(
  tx: InMigration<Writer>,
  type: LedgerType,
  counts: readonly LedgerCount[],
): Promise<unknown> {
  const rows = counts.map(({ params, examples, ...count }) => ({
    ...count,
    migration_id: tx.migrationId,
    entity_type: type,
    params: params === null ? null : JSON.stringify(params),
    examples: JSON.stringify(examples),
  }));
  return byRows(rows, (some) =>
    tx
      .insertInto('ledger_counts')
      .values(some)
      .onConflict((conflict) =>
        conflict.columns(['migration_id', 'entity_type', 'id']).doUpdateSet(replacing('count', 'examples')),
      )
      .execute(),
  );
}
