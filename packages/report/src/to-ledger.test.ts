import { expect, it } from 'vitest';
import type { LedgerInput, LedgerRow } from './report-input.ts';
import { toLedger } from './to-ledger.ts';

const row = (overrides: Partial<LedgerRow> = {}): LedgerRow => ({
  pattern: 'owner.accountId',
  outcome: 'dropped',
  code: 'account_as_text',
  params: null,
  count: 2,
  examples: ['WEB-T1'],
  ...overrides,
});

const carried = (count: number): LedgerRow => row({ outcome: 'carried', code: null, count });

const anInput = (overrides: Partial<LedgerInput> = {}): LedgerInput => ({
  entityType: 'test_case',
  received: 100,
  readBack: 95,
  open: { records: 0, values: 0 },
  counts: [carried(95), row({ outcome: 'changed', code: 'no_choice', count: 3 }), row()],
  ...overrides,
});

it('closes when carried, changed, dropped and technical make up what was received', () => {
  const counts = [carried(90), row({ outcome: 'technical', code: null, count: 8 }), row()];

  const { sums } = toLedger([anInput({ counts, readBack: 60 })]);

  expect(sums).toMatchObject([
    { received: 100, carried: 90, unproven: 30, technical: 8, dropped: 2, closes: true },
  ]);
});

it('does not close when a value has no outcome, or more than one', () => {
  const { sums } = toLedger([anInput({ received: 101 }), anInput({ received: 99 })]);

  expect(sums.map(({ closes }) => closes)).toEqual([false, false]);
});

it('does not close while records have failed, and says how many values are theirs', () => {
  const open = { records: 1, values: 12 };

  const { sums } = toLedger([anInput({ received: 112, open })]);

  expect(sums).toMatchObject([{ closes: false, open }]);
});

it('gathers the reasons of a place, most frequent first, and keeps its carried count', () => {
  const params = { label: 'Owner', place: 'nowhere' };
  const counts = [carried(40), row(), row({ code: 'no_field', params, count: 7 })];

  const { fields } = toLedger([anInput({ counts })]);

  expect(fields).toMatchObject([
    {
      field: 'owner.accountId',
      carried: 40,
      changed: [],
      dropped: [
        {
          code: 'no_field',
          reason: 'Owner: the target shows this token no such field; nothing else on the object holds text.',
          count: 7,
        },
        { code: 'account_as_text', count: 2 },
      ],
    },
  ]);
});
