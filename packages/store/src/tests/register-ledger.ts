import type { Account, LedgerLine } from '@z2q/contracts';
import { expect, test } from 'vitest';
import { inMigration } from '../in-run.ts';
import { pageLedger } from '../tables/ledger/lines.ts';
import { getAccounts, noteReadBack, noteReceived, saveAccounts } from '../tables/ledger/records.ts';
import { countOutcome, sumLedger } from '../tables/ledger/sums.ts';
import type { Migration } from '../tables/migrations.ts';
import type { OpenTestStore, TestStore } from './open-test-store.ts';

const aLine = (path: string, more: Partial<LedgerLine> = {}): LedgerLine => ({
  path,
  pattern: path.replace(/\[\d+\]/g, '[]'),
  outcome: 'changed',
  code: 'no_choice',
  params: { label: 'Status' },
  before: 'Draft',
  after: null,
  ...more,
});

const anAccount = (carried: number, ...lines: readonly LedgerLine[]): Account => ({
  tally: [
    { pattern: 'name', outcome: 'carried', code: null, params: null, count: carried },
    ...[...Map.groupBy(lines, ({ pattern }) => pattern).values()].flatMap((alike) => {
      const [line] = alike;
      if (!line) return [];
      const { pattern, outcome, code, params } = line;
      return [{ pattern, outcome, code, params, count: alike.length }];
    }),
  ],
  lines,
});

const save = (kit: TestStore, { id }: Migration, accounts: Readonly<Record<string, Account | null>>) =>
  kit.store.write((tx) =>
    saveAccounts(
      inMigration(tx, id),
      'test_case',
      Object.entries(accounts).map(([sourceId, account]) => ({
        sourceId,
        sourceKey: `T${sourceId}`,
        account,
      })),
    ),
  );

const receive = (kit: TestStore, { id }: Migration, received: Readonly<Record<string, number>>) =>
  kit.store.write((tx) =>
    noteReceived(
      inMigration(tx, id),
      'test_case',
      Object.entries(received).map(([sourceId, count]) => ({ sourceId, received: count })),
    ),
  );

const readBack = (kit: TestStore, { id }: Migration, ids: readonly string[], isReadBack: boolean) =>
  kit.store.write((tx) => noteReadBack(inMigration(tx, id), 'test_case', ids, isReadBack));

async function sum(kit: TestStore, { id }: Migration) {
  const [sums] = await sumLedger(inMigration(kit.store.read, id));
  if (!sums) throw new Error('nothing was counted');
  const { received, readBack: proven, open } = sums;
  const [carried, changed] = [countOutcome(sums, 'carried'), countOutcome(sums, 'changed')];
  return { received, carried, changed, proven, open };
}

/** Tests that the sums kept with each change are those of a count of everything. */
export function registerLedger(openTestStore: OpenTestStore): void {
  test('counts and examples follow what is said of each record', async () => {
    await using kit = await openTestStore();
    const migration = await kit.migrate();
    await save(kit, migration, { 1: anAccount(3, aLine('status.id')), 2: anAccount(2, aLine('status.id')) });

    await save(kit, migration, { 1: anAccount(4) });

    const [sums] = await sumLedger(inMigration(kit.store.read, migration.id));
    expect(sums?.counts).toMatchObject([
      { pattern: 'name', outcome: 'carried', count: 6 },
      { pattern: 'status.id', outcome: 'changed', count: 1, examples: ['T2'] },
    ]);
    expect(await pageLedger(inMigration(kit.store.read, migration.id), {}, 10, null)).toMatchObject([
      { sourceId: '2', line: aLine('status.id') },
    ]);
  });

  test('the same said again changes nothing, and is read as it was written', async () => {
    await using kit = await openTestStore();
    const migration = await kit.migrate();
    const account = anAccount(3, aLine('labels[0]'), aLine('labels[1]'));
    await save(kit, migration, { 1: account });
    const once = await sum(kit, migration);

    await save(kit, migration, { 1: account });

    const accounts = await getAccounts(inMigration(kit.store.read, migration.id), 'test_case', ['1']);
    expect(await sum(kit, migration)).toEqual(once);
    expect(accounts.get('1')).toMatchObject(account);
  });

  test('what a failed record was received with is open, until something can be said of it', async () => {
    await using kit = await openTestStore();
    const migration = await kit.migrate();
    await receive(kit, migration, { 1: 5, 2: 7 });
    await receive(kit, migration, { 2: 9 });
    await save(kit, migration, { 1: anAccount(5), 2: anAccount(9) });

    await save(kit, migration, { 2: null });

    expect(await sum(kit, migration)).toMatchObject({
      received: 14,
      carried: 5,
      open: { records: 1, values: 9 },
    });
  });

  test('carried values are proven while their record is as it was read back', async () => {
    await using kit = await openTestStore();
    const migration = await kit.migrate();
    await save(kit, migration, { 1: anAccount(5), 2: anAccount(2), 3: anAccount(1) });
    await readBack(kit, migration, ['1', '2', '3'], true);
    await readBack(kit, migration, ['1'], true);
    await readBack(kit, migration, ['3'], false);

    await save(kit, migration, { 1: anAccount(5), 2: anAccount(1, aLine('status.id')) });

    expect(await sum(kit, migration)).toMatchObject({ carried: 7, proven: 5 });
  });

  test('lines are filtered by type, outcome, code and key, page by page', async () => {
    await using kit = await openTestStore();
    const migration = await kit.migrate();
    const dropped = aLine('x', { outcome: 'dropped', code: 'unknown_member' });
    await save(kit, migration, {
      1: anAccount(1, aLine('a'), dropped),
      2: anAccount(1, aLine('b'), dropped),
    });
    const db = inMigration(kit.store.read, migration.id);
    const paths = async (filter: Parameters<typeof pageLedger>[1]) =>
      (await pageLedger(db, filter, 10, null)).map(({ sourceKey, line }) => `${sourceKey} ${line.path}`);

    expect(await paths({ outcome: 'dropped' })).toEqual(['T1 x', 'T2 x']);
    expect(await paths({ code: 'no_choice', entityType: 'test_case' })).toEqual(['T1 a', 'T2 b']);
    expect(await paths({ sourceKey: 'T2' })).toEqual(['T2 b', 'T2 x']);
    const after = { entityType: 'test_case', sourceId: '1', path: 'a' } as const;
    expect(await pageLedger(db, {}, 1, after)).toMatchObject([{ sourceId: '1', line: { path: 'x' } }]);
  });
}
