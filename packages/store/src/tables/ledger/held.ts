import { type Account, type LedgerCode, type LedgerLine, LedgerType, type TallyRow } from '@z2q/contracts';
import { byIds, idsOf } from '../../in-chunks.ts';
import type { InMigration } from '../../in-run.ts';
import type { Reader, Writer } from '../../store.ts';
import { getAccounts, getLateHashes, type RecordAccount, saveAccounts } from './records.ts';

type Name = { readonly sourceId: string; readonly sourceKey: string | null };

/** What is said of the values of records that are not on the target as they are to be. */
export type HeldAs = {
  /** `dropped`: none is there; `changed`: the object is there, and which of them is not as it was cannot be told value by value. */
  readonly outcome: 'dropped' | 'changed';
  readonly code: LedgerCode;
};

const LOAD_FAILED: HeldAs = { outcome: 'dropped', code: 'record_failed' };

/** Says of records that their values are not on the target as they are to be, until `releaseAccounts`. */
export async function holdAccounts(
  tx: InMigration<Writer>,
  entityType: string,
  records: readonly Name[],
  as: HeldAs = LOAD_FAILED,
): Promise<void> {
  const type = LedgerType.safeParse(entityType);
  if (!type.success || records.length === 0) return;
  const held = await listHeld(tx, type.data, idsOf(records));
  const heldAccounts = new Map(held.map(({ sourceId, account }) => [sourceId, account]));
  const accounts = await getAccounts(tx, type.data, idsOf(records));
  const late = await getLateHashes(tx, type.data, idsOf(records));
  const failed = records.flatMap(({ sourceId, sourceKey }): RecordAccount[] => {
    const account = heldAccounts.get(sourceId) ?? accounts.get(sourceId);
    if (account === undefined) return [];
    const before: Held = { sourceKey, account };
    return [
      {
        sourceId,
        sourceKey,
        account: as.outcome === 'dropped' ? toDropped(account, as) : toChanged(account, as),
        late: late.get(sourceId) ?? null,
        held: JSON.stringify(before),
      },
    ];
  });
  if (failed.length > 0) await saveAccounts(tx, type.data, failed);
}

/** Puts back what was said of records before they were held; of others nothing changes. */
export async function releaseAccounts(
  tx: InMigration<Writer>,
  entityType: string,
  ids: readonly string[],
): Promise<void> {
  const type = LedgerType.safeParse(entityType);
  if (!type.success) return;
  const released = await listHeld(tx, type.data, ids);
  if (released.length > 0) await saveAccounts(tx, type.data, released);
}

type Held = Pick<Name, 'sourceKey'> & { readonly account: Account };

async function listHeld(
  db: InMigration<Reader>,
  type: LedgerType,
  ids: readonly string[],
): Promise<readonly RecordAccount[]> {
  const rows = await byIds(ids, (some) =>
    db
      .selectFrom('ledger_records')
      .select(['source_id', 'late', 'held'])
      .where('migration_id', '=', db.migrationId)
      .where('entity_type', '=', type)
      .where('source_id', 'in', some)
      .where('held', 'is not', null)
      .execute(),
  );
  return rows.flatMap(({ source_id, late, held }) =>
    held === null ? [] : [{ sourceId: source_id, late, ...(JSON.parse(held) as Held) }],
  );
}

/** What was to arrive did not, and nothing was added; what was left out anyway keeps its reason. */
function toDropped({ tally, lines }: Account, as: HeldAs): Account {
  const arriving = tally.filter(({ outcome }) => outcome === 'carried' || outcome === 'changed');
  const left = tally.filter(({ outcome }) => LEFT.has(outcome));
  const ofValues = lines.flatMap((line) => {
    if (line.outcome === 'added') return [];
    if (line.outcome !== 'changed') return [line];
    const { path, pattern, before } = line;
    return [{ ...as, params: null, path, pattern, before, after: null }];
  });
  return toAccount(arriving, left, ofValues, as);
}

/** What was thought to be there as it came may not be; what is known to be otherwise keeps its reason. */
function toChanged({ tally, lines }: Account, as: HeldAs): Account {
  const [carried, others] = [tally.filter(isCarried), tally.filter((row) => !isCarried(row))];
  return toAccount(carried, others, lines, as);
}

/** Of what has no line of its own, a line a place. */
function toAccount(
  concerned: readonly TallyRow[],
  others: readonly TallyRow[],
  lines: readonly LedgerLine[],
  as: HeldAs,
): Account {
  const ofPlaces = concerned
    .filter(isCarried)
    .map(({ pattern }) => ({ ...as, params: null, path: pattern, pattern, before: null, after: null }));
  const byPath = new Map([...ofPlaces, ...lines].map((line) => [line.path, line]));
  return {
    tally: [
      ...others,
      ...concerned.map(({ pattern, count }): TallyRow => ({ ...as, params: null, pattern, count })),
    ],
    lines: [...byPath.values()],
  };
}

const isCarried = ({ outcome }: TallyRow): boolean => outcome === 'carried';

const LEFT: ReadonlySet<TallyRow['outcome']> = new Set(['dropped', 'technical', 'not_asked']);
