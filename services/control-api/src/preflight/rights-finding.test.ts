import { expect, test } from 'vitest';
import { toRightsFinding } from './rights-finding.ts';

const AREAS = ['module', 'test_case', 'test_cycle', 'test_suite', 'test_run', 'test_log', 'release'];
const profile = (create: unknown) => ({
  ok: true as const,
  value: Object.fromEntries(AREAS.map((area) => [area, { create }])),
});

test.each([
  { what: 'every right is there', given: profile(true), status: 'ok' },
  { what: 'no right is there', given: profile(false), status: 'failed' },
  { what: 'rights are told in another way', given: profile('yes'), status: 'warning' },
  { what: 'nothing is told', given: { ok: true as const, value: null }, status: 'warning' },
  {
    what: 'the profile cannot be read',
    given: { ok: false as const, error: new Error('x') },
    status: 'warning',
  },
])('where $what the finding is $status', ({ given, status }) => {
  expect(toRightsFinding(given).status).toBe(status);
});

test('a right that is refused is named with what to do', () => {
  const given = profile(true);
  Object.assign(given.value, { test_run: { create: false } });

  const finding = toRightsFinding(given);

  expect(finding).toMatchObject({ status: 'failed', detail: 'The user may not create test runs.' });
  expect(finding.fix).toContain('may create modules, test cases');
});

test('that approval is refused matters to a migration that approves', () => {
  const given = profile(true);
  Object.assign(given.value, { test_case: { create: true, approve: false } });

  expect(toRightsFinding(given, false).status).toBe('ok');
  expect(toRightsFinding(given, true)).toMatchObject({
    status: 'failed',
    fix: expect.stringContaining('approve=false'),
  });
});
