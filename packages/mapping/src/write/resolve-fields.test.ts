import type { DraftField, FieldKind } from '@z2q/contracts';
import { expect, test } from 'vitest';
import { DATA_TYPE } from '../fields/data-type.ts';
import { aTargetField } from '../fixtures/target-fields.ts';
import { resolveFields } from './resolve-fields.ts';

const aField = (kind: FieldKind, ...values: string[]): DraftField => ({ label: 'F', kind, values });

test.each([
  ['text', DATA_TYPE.text, ['a', 'b'], 'a, b'],
  ['text', DATA_TYPE.textArea, ['a\nb'], 'a\nb'],
  ['text', DATA_TYPE.richText, ['a < b\nc'], 'a &lt; b<br/>c'],
  ['rich-text', DATA_TYPE.richText, ['<b>a</b>'], '<b>a</b>'],
  ['choice', DATA_TYPE.combo, ['Two'], '701'],
  ['choice', DATA_TYPE.combo, [' two '], '701'],
  ['multi-choice', DATA_TYPE.multiCombo, ['One', 'Two'], '[700,701]'],
  ['choice', DATA_TYPE.multiCombo, ['Two'], '[701]'],
  ['checkbox', DATA_TYPE.checkbox, ['true'], '[702]'],
  ['date', DATA_TYPE.date, ['2024-03-01'], '2024-03-01T00:00:00+00:00'],
  ['date', DATA_TYPE.dateTime, ['2024-03-01T10:00:00+0200'], '2024-03-01T08:00:00+00:00'],
  ['number', DATA_TYPE.number, ['1.50'], '1.50'],
  ['text', DATA_TYPE.url, ['https://example.test/a b'], 'https://example.test/a b'],
  ['text', DATA_TYPE.user, ['One'], '700'],
] as const)('a %s in a field of data type %i: %j is sent as %j', (kind, dataType, values, sent) => {
  const target = aTargetField(7, 'f', dataType, ['One', 'Two', 'true']);

  const { properties, unresolved } = resolveFields([aField(kind, ...values)], [target]);

  expect(unresolved).toEqual([]);
  expect(properties).toEqual([{ field_id: 7, field_value: sent }]);
});

test.each([
  [DATA_TYPE.combo, ['Three'], 'no_choice'],
  [DATA_TYPE.combo, ['One', 'Two'], 'several_values'],
  [DATA_TYPE.multiCombo, ['Three', 'Four'], 'no_choice'],
  [DATA_TYPE.multiCombo, ['One', 'Three'], 'not_all_choices'],
  [DATA_TYPE.number, ['1,5'], 'no_number'],
  [DATA_TYPE.number, ['1e+21'], 'no_number'],
  [DATA_TYPE.date, ['soon'], 'no_date'],
  [DATA_TYPE.date, ['2024-03-01T10:00:00Z'], 'time_of_day'],
  [DATA_TYPE.url, ['not a url'], 'no_url'],
  [DATA_TYPE.text, ['two\nlines'], 'several_lines'],
  [DATA_TYPE.text, ['x'.repeat(256)], 'too_long'],
  [99, ['x'], 'unknown_data_type'],
])('data type %i cannot take %j: %s', (dataType, values, code) => {
  const target = aTargetField(7, 'F', dataType, ['One', 'Two']);

  const { properties, unresolved } = resolveFields([aField('text', ...values)], [target]);

  expect(properties).toEqual([]);
  expect(unresolved[0]?.unfit.code).toBe(code);
});

test('a value whose field is missing, inactive, taken or off limits is unresolved', () => {
  const inactive = { ...aTargetField(1, 'Old', DATA_TYPE.text), isActive: false };
  const fields = [
    inactive,
    aTargetField(2, 'Shared', DATA_TYPE.text),
    aTargetField(3, 'Team', DATA_TYPE.text),
  ];
  const draftFields = ['Old', 'Shared', 'Missing', 'Team', 'TEAM'].map((label) => ({
    ...aField('text', label),
    label,
  }));

  const { properties, unresolved } = resolveFields(draftFields, fields);

  expect(properties).toEqual([{ field_id: 3, field_value: 'Team' }]);
  expect(unresolved.map(({ label }) => label)).toEqual(['Old', 'Shared', 'Missing', 'TEAM']);
});

test('an inactive choice is none', () => {
  const target = aTargetField(7, 'F', DATA_TYPE.combo, ['One']);
  const retired = {
    ...target,
    allowedValues: target.allowedValues.map((value) => ({ ...value, isActive: false })),
  };

  expect(resolveFields([aField('choice', 'One')], [retired]).unresolved).toHaveLength(1);
});
