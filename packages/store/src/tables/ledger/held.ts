import {
  type Account,
  type FailureCode,
  type LedgerCode,
  type LedgerLine,
  LedgerType,
  type RecordFailure,
  type StagePhase,
  type TallyRow,
} from '@z2q/contracts';
import { byIds, idsOf } from '../../in-chunks.ts';
import type { InMigration } from '../../in-run.ts';
import type { Reader, Writer } from '../../store.ts';
import { getAccounts, getLateHashes, type RecordAccount, saveAccounts } from './records.ts';

type Name = { readonly sourceId: string; readonly sourceKey: string | null };

/** What the ledger says about the values of a record that did not arrive as it should. */
export type HeldAs = {
  /** `dropped`: the object is not on the target. `changed`: the object is there, but which values differ cannot be told. */
  readonly outcome: 'dropped' | 'changed';
  readonly code: LedgerCode;
};

const LOAD_FAILED: HeldAs = { outcome: 'dropped', code: 'record_failed' };
const DOUBLED: HeldAs = { outcome: 'changed', code: 'record_doubled' };

/** Codes that are left out say nothing about the values of the record. */
const FOUND: Partial<Record<FailureCode, HeldAs>> = {
  missing_on_target: { outcome: 'dropped', code: 'record_missing' },
  double_on_target: DOUBLED,
  altered_on_target: { outcome: 'changed', code: 'record_altered' },
  misplaced_on_target: { outcome: 'changed', code: 'record_misplaced' },
};

function toHeldAs(phase: StagePhase, code: FailureCode): HeldAs | undefined {
  if (phase === 'validate') return FOUND[code];
  if (phase === 'load') return code === 'double_on_target' ? DOUBLED : LOAD_FAILED;
  return undefined;
}

/** Enters what it means for their values that these records failed in loading or in validation. */
export async function holdFailed(
  tx: InMigration<Writer>,
  phase: StagePhase,
  entityType: string,
  failures: readonly RecordFailure[],
): Promise<void> {
  for (const [as, some] of Map.groupBy(failures, ({ code }) => toHeldAs(phase, code)))
    if (as) await holdAccounts(tx, entityType, some, as);
}

/** Enters what became of the values of these records (`as`), and keeps the former account until `releaseAccounts`. */
export async function holdAccounts(
  tx: InMigration<Writer>,
  entityType: string,
  records: readonly Name[],
  as: HeldAs,
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

/** Restores the former account of held records. Other records are left alone. */
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

/**
 * Values that should have arrived are dropped, and values that the target would have added are left out. Values that
 * were dropped anyway keep their reason.
 */
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

/** Values counted as carried may not have arrived unchanged. All other values keep their reason. */
function toChanged({ tally, lines }: Account, as: HeldAs): Account {
  const [carried, others] = [tally.filter(isCarried), tally.filter((row) => !isCarried(row))];
  return toAccount(carried, others, lines, as);
}

/** Values without a line of their own get one line a pattern. */
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
