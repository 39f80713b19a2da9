import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CallQtest, callQtest } from './call-qtest.ts';
import { type QtestSandbox, startQtestSandbox } from './start-qtest-sandbox.ts';

let sandbox: QtestSandbox;
let call: CallQtest;
const path = '/settings/test-cases/fields';

beforeAll(async () => {
  sandbox = await startQtestSandbox();
  call = callQtest(sandbox);
});
afterAll(() => sandbox.close());

describe('field settings', () => {
  test('planned dates of suites are system fields with negative ids', async () => {
    const { body } = await call('GET', '/settings/test-suites/fields');

    expect(body).toContainEqual(
      expect.objectContaining({ id: -67, original_name: 'PlannedStartDateTestSuite', system_field: true }),
    );
  });

  test.each([
    ['a label of more than 100 characters', { label: 'x'.repeat(101), data_type: 1 }],
    ['an unknown data type', { label: 'a', data_type: 99 }],
    ['a check box without multiple', { label: 'a', data_type: 8 }],
    ['a multi-select combo without multiple', { label: 'a', data_type: 17 }],
    ['a label twice', { label: 'Priority', data_type: 1 }],
  ])('refuses %s', async (_what, body) => {
    expect((await call('POST', path, body)).status).toBe(400);
  });

  test('fields of test steps are not made in a project', async () => {
    const answer = await call('POST', '/settings/test-steps/fields', { label: 'a', data_type: 3 });

    expect(answer.status).toBe(400);
  });

  test('at most 100 allowed values are added a call', async () => {
    const { body: field } = await call('POST', path, { label: 'Many', data_type: 3 });
    const labels = (count: number, prefix: string) =>
      Array.from({ length: count }, (_, index) => ({ label: `${prefix}${index}` }));

    const tooMany = await call('POST', `${path}/${field.id}/allowed-values`, labels(101, 'a'));
    const enough = await call('POST', `${path}/${field.id}/allowed-values`, labels(100, 'b'));

    expect(tooMany.status).toBe(400);
    expect(enough.body.total).toBe(100);
    const listed = await call('GET', `${path}/${field.id}/allowed-values?pageSize=30&page=4`);
    expect(listed.body).toHaveLength(10);
    expect(listed.headers.get('x-item-total')).toBe('100');
  });

  test('an update drops the choices that are left out', async () => {
    const allowed_values = [{ label: 'keep' }, { label: 'drop' }];
    const { body: field } = await call('POST', path, { label: 'Choices', data_type: 3, allowed_values });

    const answer = await call('PUT', `${path}/${field.id}`, { allowed_values: [field.allowed_values[0]] });

    expect(answer.body.allowed_values).toEqual([field.allowed_values[0]]);
  });

  test('a choice in use is not deleted, an unused one is', async () => {
    const allowed_values = [{ label: 'used' }, { label: 'free' }];
    const { body: field } = await call('POST', path, { label: 'Usage', data_type: 3, allowed_values });
    const [used, free] = field.allowed_values;
    await call('POST', '/test-cases', {
      name: 'x',
      properties: [{ field_id: field.id, field_value: String(used.value) }],
    });

    const answers = [
      await call('DELETE', `${path}/${field.id}/allowed-values/${used.value}`),
      await call('DELETE', `${path}/${field.id}/allowed-values/${free.value}`),
    ];

    expect(answers.map((answer) => answer.status)).toEqual([400, 200]);
  });

  test('system fields are not deleted', async () => {
    const { body: fields } = await call('GET', path);

    expect((await call('DELETE', `${path}/${fields[0].id}`)).status).toBe(400);
  });
});
