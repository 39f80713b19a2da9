import { expect, it } from 'vitest';
import type { LedgerRow } from './report-input.ts';
import { toLedger } from './to-ledger.ts';

const row = (overrides: Partial<LedgerRow> = {}): LedgerRow => ({
  entityType: 'test_case',
  field: 'Owner',
  outcome: 'dropped',
  code: 'account_as_text',
  count: 2,
  examples: ['WEB-T1'],
  ...overrides,
});

it('closes when carried, changed and dropped make up the fields with a value', () => {
  const rows = [row(), row({ outcome: 'changed', code: 'no_choice', count: 3 })];

  const { sums } = toLedger({
    sums: [{ entityType: 'test_case', carried: 95, fieldsWithValue: 100 }],
    carried: [],
    rows,
  });

  expect(sums).toEqual([
    { entityType: 'test_case', fieldsWithValue: 100, carried: 95, changed: 3, dropped: 2, closes: true },
  ]);
});

it.each([
  { fieldsWithValue: 98, closes: false },
  { fieldsWithValue: null, closes: null },
])('says closes = $closes for $fieldsWithValue fields with a value', ({ fieldsWithValue, closes }) => {
  const { sums } = toLedger({
    sums: [{ entityType: 'test_case', carried: 95, fieldsWithValue }],
    carried: [],
    rows: [row()],
  });

  expect(sums[0]?.closes).toBe(closes);
});

it('sums up a type that carried nothing', () => {
  const { sums } = toLedger({ sums: [], carried: [], rows: [row({ entityType: 'test_plan' })] });

  expect(sums).toMatchObject([{ entityType: 'test_plan', carried: 0, dropped: 2 }]);
});

it('gathers the reasons of a field, most frequent first, and keeps its carried count', () => {
  const rows = [row(), row({ code: 'no_field', params: { label: 'Owner', place: 'nowhere' }, count: 7 })];

  const { fields } = toLedger({
    sums: [],
    carried: [{ entityType: 'test_case', field: 'Owner', count: 40 }],
    rows,
  });

  expect(fields).toMatchObject([
    {
      field: 'Owner',
      carried: 40,
      changed: [],
      dropped: [
        {
          code: 'no_field',
          reason: 'Owner: the target has no such field; nothing else on the object holds text.',
          count: 7,
        },
        { code: 'account_as_text', count: 2 },
      ],
    },
  ]);
});
