import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CallQtest, callQtest } from './call-qtest.ts';
import { type QtestSandbox, startQtestSandbox } from './start-qtest-sandbox.ts';

let sandbox: QtestSandbox;
let call: CallQtest;
const ids: Record<string, number> = {};

beforeAll(async () => {
  sandbox = await startQtestSandbox();
  call = callQtest(sandbox);
  const choices = [{ label: 'one' }, { label: 'two' }, { label: 'old', is_active: false }];
  const fields = [
    { label: 'Text', data_type: 1 },
    { label: 'Combo', data_type: 3, allowed_values: choices },
    { label: 'Date', data_type: 4 },
    { label: 'User', data_type: 5 },
    { label: 'Number', data_type: 7 },
    { label: 'Check', data_type: 8, multiple: true, allowed_values: choices },
    { label: 'DateTime', data_type: 9 },
    { label: 'Multi', data_type: 17, multiple: true, allowed_values: choices },
  ];
  for (const field of fields) {
    const { body } = await call('POST', '/settings/test-cases/fields', field);
    ids[field.label] = body.id;
    for (const choice of body.allowed_values) ids[`${field.label}.${choice.label}`] = choice.value;
  }
  for (const field of sandbox.state().projects[0]?.fields['test-cases'] ?? []) ids[field.label] ??= field.id;
});
afterAll(() => sandbox.close());

/** Replaces `{Combo.one}` by the id of that choice. */
const encode = (value: unknown): unknown =>
  typeof value === 'string' ? value.replace(/\{(.+?)\}/g, (_all, name: string) => String(ids[name])) : value;

const write = (label: string, value: unknown) =>
  call('POST', '/test-cases', {
    name: 'x',
    properties: [{ field_id: ids[label] ?? 999, field_value: encode(value) }],
  });

describe('field values', () => {
  test.each([
    ['Text', 'free', 'free', undefined],
    ['Combo', '{Combo.two}', '{Combo.two}', 'two'],
    ['Date', '2026-03-01T00:00:00+00:00', '2026-03-01T00:00:00+00:00', undefined],
    ['User', '474', '474', 'Ada Example'],
    ['Number', '-1.5', '-1.5', undefined],
    ['Check', '[{Check.one}]', '[{Check.one}]', '[one]'],
    ['DateTime', '2026-03-01T10:00:00Z', '2026-03-01T10:00:00Z', undefined],
    ['Multi', '[{Multi.one},{Multi.two}]', '[{Multi.one},{Multi.two}]', '[one, two]'],
  ])('%s takes %s', async (label, value, stored, name) => {
    const { status, body } = await write(label, value);

    expect(status).toBe(200);
    const property = body.properties.find((each: { field_id: number }) => each.field_id === ids[label]);
    expect(property.field_value).toBe(encode(stored));
    expect(property.field_value_name).toBe(name);
  });

  test.each([
    ['Text', 5],
    ['Text', null],
    ['Combo', 'two'],
    ['Combo', '[{Combo.two}]'],
    ['Combo', '{Combo.old}'],
    ['Combo', '{Multi.one}'],
    ['Combo', ''],
    ['Date', '1 March 2026'],
    ['Date', '1772323200000'],
    ['User', 'ada@example.com'],
    ['User', '999'],
    ['Number', 'many'],
    ['Check', '{Check.one}'],
    ['Check', 'true'],
    ['Multi', '{Multi.one},{Multi.two}'],
    ['Multi', '[{Multi.old}]'],
    ['Shared', '{Combo.one}'],
    ['Projects Shared to', '2'],
    ['No such field', 'x'],
  ])('%s refuses %s', async (label, value) => {
    const { status, body } = await write(label, value);

    expect(status).toBe(400);
    expect(body).toEqual({ message: expect.any(String) });
  });

  test('an empty text and an empty list clear a value', async () => {
    const { body } = await call('POST', '/test-cases', {
      name: 'x',
      properties: [
        { field_id: ids.Text, field_value: 'a' },
        { field_id: ids.Multi, field_value: encode('[{Multi.one}]') },
      ],
    });

    const after = await call('PUT', `/test-cases/${body.id}`, {
      properties: [
        { field_id: ids.Text, field_value: '' },
        { field_id: ids.Multi, field_value: '[]' },
      ],
    });

    const names = after.body.properties.map((each: { field_name: string }) => each.field_name);
    expect(names).not.toContain('Text');
    expect(names).not.toContain('Multi');
  });

  test('a run takes no Status: its logs set it', async () => {
    const { body: testCase } = await call('POST', '/test-cases', { name: 'x' });
    const status = sandbox.state().projects[0]?.fields['test-runs'].find((field) => field.label === 'Status');

    const answer = await call('POST', '/test-runs', {
      test_case: { id: testCase.id },
      properties: [{ field_id: status?.id, field_value: '601' }],
    });

    expect(answer.status).toBe(400);
  });

  test('a required field without a value or default is asked for, on logs too', async () => {
    const path = '/settings/test-runs/fields';
    const { body: testCase } = await call('POST', '/test-cases', { name: 'x' });
    const { body: run } = await call('POST', '/test-runs', { test_case: { id: testCase.id } });
    const { body: field } = await call('POST', path, { label: 'Must', data_type: 1, required: true });
    const log = {
      status: { id: 601 },
      exe_start_date: '2026-01-01T00:00:00Z',
      exe_end_date: '2026-01-01T00:00:00Z',
      test_case_version_id: testCase.test_case_version_id,
    };
    const given = [{ field_id: field.id, field_value: 'given' }];

    const answers = [
      await call('POST', '/test-runs', { test_case: { id: testCase.id } }),
      await call('POST', '/test-runs', { test_case: { id: testCase.id }, properties: given }),
      await call('POST', `/test-runs/${run.id}/test-logs`, log),
      await call('POST', `/test-runs/${run.id}/test-logs`, { ...log, properties: given }),
    ];

    expect(answers.map((answer) => answer.status)).toEqual([400, 201, 400, 201]);
  });
});
