import type { Account, LedgerLine } from '@z2q/contracts';
import { expect, test } from 'vitest';
import { type InMigration, inMigration } from '../in-run.ts';
import type { Writer } from '../store.ts';
import { type HeldAs, holdAccounts, releaseAccounts } from '../tables/ledger/held.ts';
import { getAccounts, noteReadBack, noteReceived, saveAccounts } from '../tables/ledger/records.ts';
import { sumLedger } from '../tables/ledger/sums.ts';
import { forgetTakenOut } from '../tables/staying-values.ts';
import type { OpenTestStore } from './open-test-store.ts';

const CHANGED: LedgerLine = {
  path: 'labels[0]',
  pattern: 'labels[]',
  outcome: 'changed',
  code: 'no_choice',
  params: null,
  before: 'smoke',
  after: null,
};
const DROPPED: LedgerLine = {
  ...CHANGED,
  path: 'x',
  pattern: 'x',
  outcome: 'dropped',
  code: 'unknown_member',
};
const ADDED: LedgerLine = {
  ...CHANGED,
  path: 'target: Risk',
  pattern: 'target: Risk',
  outcome: 'added',
  code: 'stays_in_field',
  before: null,
  after: 'High',
};

/** Five values: two carried, one each changed, dropped and technical; and one that the target adds. */
const ACCOUNT: Account = {
  tally: [
    { pattern: 'name', outcome: 'carried', code: null, params: null, count: 2 },
    ...[CHANGED, DROPPED, ADDED].map(({ pattern, outcome, code, params }) => ({
      pattern,
      outcome,
      code,
      params,
      count: 1,
    })),
    { pattern: 'id', outcome: 'technical', code: null, params: null, count: 1 },
  ],
  lines: [CHANGED, DROPPED, ADDED],
};
const FAILED: HeldAs = { outcome: 'dropped', code: 'record_failed' };
const MISSING: HeldAs = { outcome: 'dropped', code: 'record_missing' };
const ALTERED: HeldAs = { outcome: 'changed', code: 'record_altered' };
const NAME = { sourceId: '1', sourceKey: 'WEB-T1' };

/** Tests what the ledger says of a record that is not on the target as it should be. */
export function registerHeld(openTestStore: OpenTestStore): void {
  test('of a record that failed in loading nothing arrives, and what was left out anyway keeps its reason', async () => {
    await using kit = await open(openTestStore);

    await kit.write((tx) => holdAccounts(tx, 'test_case', [NAME], FAILED));

    expect(await kit.read()).toEqual({
      sums: { received: 5, dropped: 4, technical: 1 },
      readBack: 0,
      lines: ['labels[0] record_failed', 'name record_failed', 'x unknown_member'],
    });
  });

  test('of one that was found altered, what was thought to be there as it came may be otherwise', async () => {
    await using kit = await open(openTestStore);

    await kit.write((tx) => holdAccounts(tx, 'test_case', [NAME], ALTERED));

    expect(await kit.read()).toEqual({
      sums: { received: 5, changed: 3, dropped: 1, technical: 1, added: 1 },
      readBack: 0,
      lines: [
        'labels[0] no_choice',
        'name record_altered',
        'target: Risk stays_in_field',
        'x unknown_member',
      ],
    });
  });

  test.each([[[MISSING]], [[ALTERED]], [[MISSING, ALTERED]], [[ALTERED, ALTERED]]])(
    'what was said before is put back whole, whatever was found meanwhile: %j',
    async (found) => {
      await using kit = await open(openTestStore);
      const before = await kit.read();

      for (const as of found) await kit.write((tx) => holdAccounts(tx, 'test_case', [NAME], as));
      const held = await kit.read();
      await kit.write((tx) => releaseAccounts(tx, 'test_case', ['1']));
      await kit.write((tx) => noteReadBack(tx, 'test_case', ['1'], true));

      expect(held.lines).toContain(`name ${found.at(-1)?.code}`);
      expect(await kit.read()).toEqual(before);
    },
  );

  test('of a record that is not held, and of what is no record, nothing changes', async () => {
    await using kit = await open(openTestStore);
    const before = await kit.read();

    await kit.write((tx) => releaseAccounts(tx, 'test_case', ['1']));
    await kit.write((tx) => holdAccounts(tx, 'field', [NAME], FAILED));
    await kit.write((tx) => holdAccounts(tx, 'test_case', [{ sourceId: '2', sourceKey: null }], FAILED));

    expect(await kit.read()).toEqual(before);
  });

  test('what was taken out of a field by hand is told no more, and the rest stays', async () => {
    await using kit = await open(openTestStore);

    await kit.write((tx) => forgetTakenOut(tx, 'test_case', [{ ...NAME, stays: [] }]));
    await kit.write((tx) => noteReadBack(tx, 'test_case', ['1'], true));

    expect(await kit.read()).toEqual({
      sums: { received: 5, carried: 2, changed: 1, dropped: 1, technical: 1 },
      readBack: 2,
      lines: ['labels[0] no_choice', 'x unknown_member'],
    });
  });
}

async function open(openTestStore: OpenTestStore) {
  const kit = await openTestStore();
  const { id } = await kit.migrate();
  const write = (act: (tx: InMigration<Writer>) => Promise<unknown>) =>
    kit.store.write((tx) => act(inMigration(tx, id)));
  const db = inMigration(kit.store.read, id);
  await write(async (tx) => {
    await noteReceived(tx, 'test_case', [{ sourceId: '1', received: 5 }]);
    await saveAccounts(tx, 'test_case', [{ ...NAME, account: ACCOUNT, late: 'hash' }]);
    await noteReadBack(tx, 'test_case', ['1'], true);
  });
  return {
    write,
    read: async () => {
      const [sums] = await sumLedger(db);
      const accounts = await getAccounts(db, 'test_case', ['1']);
      const counted = Map.groupBy(sums?.counts ?? [], ({ outcome }) => outcome);
      return {
        sums: {
          received: sums?.received,
          ...Object.fromEntries(
            [...counted].map(([outcome, rows]) => [outcome, rows.reduce((sum, { count }) => sum + count, 0)]),
          ),
        },
        readBack: sums?.readBack,
        lines: accounts
          .get('1')
          ?.lines.map(({ path, code }) => `${path} ${code}`)
          .toSorted(),
      };
    },
    [Symbol.asyncDispose]: () => kit[Symbol.asyncDispose](),
  };
}
