import { type Account, LedgerType, type TallyRow } from '@z2q/contracts';
import { byIds, idsOf } from '../../in-chunks.ts';
import type { InMigration } from '../../in-run.ts';
import type { Reader, Writer } from '../../store.ts';
import { getAccounts, getLateHashes, type RecordAccount, saveAccounts } from './records.ts';

type Name = { readonly sourceId: string; readonly sourceKey: string | null };

/** Says of records that loading failed that their values are not on the target, until `releaseAccounts`. */
export async function holdAccounts(
  tx: InMigration<Writer>,
  entityType: string,
  records: readonly Name[],
): Promise<void> {
  const type = LedgerType.safeParse(entityType);
  if (!type.success || records.length === 0) return;
  const held = new Set((await listHeld(tx, type.data, idsOf(records))).map(({ sourceId }) => sourceId));
  const others = records.filter(({ sourceId }) => !held.has(sourceId));
  const accounts = await getAccounts(tx, type.data, idsOf(others));
  const late = await getLateHashes(tx, type.data, idsOf(others));
  const failed = others.flatMap(({ sourceId, sourceKey }): RecordAccount[] => {
    const account = accounts.get(sourceId);
    if (account === undefined) return [];
    const before: Held = { sourceKey, account };
    return [
      {
        sourceId,
        sourceKey,
        account: toFailed(account),
        late: late.get(sourceId) ?? null,
        held: JSON.stringify(before),
      },
    ];
  });
  if (failed.length > 0) await saveAccounts(tx, type.data, failed);
}

/** Puts back what was said of records before loading failed them; of others nothing changes. */
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

const FAILED = { outcome: 'dropped', code: 'record_failed', params: null } as const;

/** What was to arrive did not, and nothing was added; what was left out anyway keeps its reason. Of what would have had no line, a line a place. */
function toFailed({ tally, lines }: Account): Account {
  const arriving = tally.filter(({ outcome }) => outcome === 'carried' || outcome === 'changed');
  const left = tally.filter(({ outcome }) => LEFT.has(outcome));
  const ofPlaces = arriving
    .filter(({ outcome }) => outcome === 'carried')
    .map(({ pattern }) => ({ ...FAILED, path: pattern, pattern, before: null, after: null }));
  const ofValues = lines.flatMap((line) => {
    if (line.outcome === 'added') return [];
    if (line.outcome !== 'changed') return [line];
    const { path, pattern, before } = line;
    return [{ ...FAILED, path, pattern, before, after: null }];
  });
  const byPath = new Map([...ofPlaces, ...ofValues].map((line) => [line.path, line]));
  return {
    tally: [...left, ...arriving.map(({ pattern, count }): TallyRow => ({ ...FAILED, pattern, count }))],
    lines: [...byPath.values()],
  };
}

const LEFT: ReadonlySet<TallyRow['outcome']> = new Set(['dropped', 'technical', 'not_asked']);
