import type { Ledger, LedgerEntry } from '@z2q/contracts';
import { expect, test } from 'vitest';
import { inMigration } from '../in-run.ts';
import { addLateEntries, groupLedger, saveLedger, sumLedger } from '../tables/ledger.ts';
import type { Migration } from '../tables/migrations.ts';
import type { OpenTestStore, TestStore } from './open-test-store.ts';

const CHANGED: LedgerEntry = { field: 'status', outcome: 'changed', code: 'renamed_by_mapping' };

const openLedger = async (kit: TestStore, ledger: Ledger) => {
  const migration = await kit.migrate();
  await save(kit, migration, ledger);
  return migration;
};

const save = (kit: TestStore, { id }: Migration, ledger: Ledger) =>
  kit.store.write((tx) =>
    saveLedger(inMigration(tx, id), 'test_case', [{ sourceId: '1', sourceKey: 'WEB-T1', ledger }]),
  );

const add = (kit: TestStore, { id }: Migration, late: readonly LedgerEntry[]) =>
  kit.store.write((tx) =>
    addLateEntries(inMigration(tx, id), 'test_case', [{ sourceId: '1', sourceKey: 'WEB-T1', late }]),
  );

const read = async (kit: TestStore, { id }: Migration) => ({
  sums: (await sumLedger(inMigration(kit.store.read, id)))[0],
  rows: (await groupLedger(inMigration(kit.store.read, id))).map(({ field, outcome, code }) => ({
    field,
    outcome,
    code,
  })),
});

/** That the sums of the ledger close, whatever is added to it. */
export function registerLedger(openTestStore: OpenTestStore): void {
  test('a changed field that is dropped after all is one row, and leaves the carried ones once', async () => {
    await using kit = await openTestStore();
    const migration = await openLedger(kit, { carried: 3, entries: [CHANGED] });
    const dropped: LedgerEntry = { field: 'status', outcome: 'dropped', code: 'no_field' };

    await add(kit, migration, [dropped]);

    expect(await read(kit, migration)).toEqual({
      sums: { entityType: 'test_case', fieldsWithValue: 4, carried: 3 },
      rows: [{ field: 'status', outcome: 'dropped', code: 'no_field' }],
    });
  });

  test('a changed field that is changed once more keeps the reason that holds in the end', async () => {
    await using kit = await openTestStore();
    const migration = await openLedger(kit, { carried: 3, entries: [CHANGED] });

    await add(kit, migration, [{ ...CHANGED, code: 'no_choice' }]);

    expect((await read(kit, migration)).rows).toEqual([{ ...CHANGED, code: 'no_choice' }]);
  });

  test('a field that the target alone wants takes nothing out of the carried ones', async () => {
    await using kit = await openTestStore();
    const migration = await openLedger(kit, { carried: 3, entries: [] });
    const filled: LedgerEntry = { field: 'Team', outcome: 'added', code: 'required_by_target' };

    await add(kit, migration, [filled]);

    expect((await read(kit, migration)).sums).toMatchObject({ fieldsWithValue: 3, carried: 3 });
  });

  test('the same entries may be added again, also after the record was transformed anew', async () => {
    await using kit = await openTestStore();
    const ledger: Ledger = { carried: 2, entries: [CHANGED] };
    const migration = await openLedger(kit, ledger);
    const late: LedgerEntry[] = [
      { field: 'status', outcome: 'dropped', code: 'no_field' },
      { field: 'labels', outcome: 'changed', code: 'no_choice', params: { label: 'Labels' } },
      { field: 'Team', outcome: 'added', code: 'required_by_target', after: 'Core' },
    ];
    await add(kit, migration, late);
    const once = await read(kit, migration);

    await add(kit, migration, late);
    const twice = await read(kit, migration);
    await save(kit, migration, ledger);
    await add(kit, migration, late);

    expect(once.sums).toMatchObject({ fieldsWithValue: 3, carried: 1 });
    expect(twice).toEqual(once);
    expect(await read(kit, migration)).toEqual(once);
  });
}
