import type { Fault } from '@z2q/sandbox';
import { waitFor } from '@z2q/test-kit';
import { expect, test } from 'vitest';
import { aCaseWrite, type OpenClient, openClient } from './test-client.ts';

const casesIn = ({ sandbox }: OpenClient): number => sandbox.state().projects[0]?.testCases.length ?? -1;
const strike = ({ sandbox }: OpenClient, fault: Fault): void => void sandbox.behaviour.faults.push(fault);

test.each<[string, Fault]>([
  ['429 with seconds', { kind: 'too-many-requests', retryAfter: 1, times: 2 }],
  ['429 with 0', { kind: 'too-many-requests', retryAfter: 0, times: 1 }],
  ['429 with a date', { kind: 'too-many-requests', retryAfter: { dateInSeconds: 1 }, times: 1 }],
  ['429 without advice', { kind: 'too-many-requests', retryAfter: 'absent', times: 1 }],
  ['slowness', { kind: 'slow', delayMs: 50 }],
])('a create survives %s and is applied once', async (_name, fault) => {
  await using opened = await openClient();
  strike(opened, fault);

  const created = await opened.client.createTestCase(aCaseWrite());

  expect(created.id).toBeGreaterThan(0);
  expect(casesIn(opened)).toBe(1);
});

test.each<[string, Fault, number]>([
  ['a 500', { kind: 'server-error', status: 500, times: 1 }, 0],
  ['a 502', { kind: 'server-error', status: 502, times: 1 }, 0],
  ['a 503', { kind: 'server-error', status: 503, times: 1 }, 0],
  ['a reset before it is applied', { kind: 'reset-before', times: 1 }, 0],
  ['a reset after it is applied', { kind: 'reset-after', times: 1 }, 1],
  ['a truncated answer', { kind: 'truncated-json', times: 1 }, 1],
])('a create is in doubt after %s, and nothing is sent again', async (_name, fault, applied) => {
  await using opened = await openClient();
  strike(opened, fault);

  const creating = opened.client.createTestCase(aCaseWrite());

  await expect(creating).rejects.toMatchObject({ details: { recovery: 'in-doubt', side: 'target' } });
  expect(casesIn(opened)).toBe(applied);
  expect(opened.sandbox.stats.count()).toBe(1);
});

test('a create whose answer comes too late is in doubt and applied once', async () => {
  // Long enough for a busy machine to send the request.
  await using opened = await openClient({}, { timeoutMs: 1_000 });
  strike(opened, { kind: 'held' });

  const creating = opened.client.createTestCase(aCaseWrite());

  await expect(creating).rejects.toMatchObject({ details: { code: 'timeout', recovery: 'in-doubt' } });
  await waitFor(() => casesIn(opened) > 0, { what: 'the create to be applied' });
  expect(casesIn(opened)).toBe(1);
  expect(opened.sandbox.stats.count()).toBe(1);
  opened.sandbox.behaviour.faults = [];
});

test.each<[string, Fault]>([
  ['server errors', { kind: 'server-error', status: 502, every: 2 }],
  ['resets', { kind: 'reset-after', every: 2 }],
  ['truncated answers', { kind: 'truncated-json', every: 2 }],
])('reads and searches survive %s', async (_name, fault) => {
  await using opened = await openClient();
  strike(opened, fault);

  const statuses = await opened.client.listStatuses();
  const found = await opened.client.searchTestLogs({ page: 1, pageSize: 10 });

  expect(statuses.length).toBeGreaterThan(0);
  expect(found).toEqual({ items: [], hasMore: false });
});

test.each(['json', 'html'] as const)(
  'an expired token is told apart, said in %s',
  async (unauthorizedForm) => {
    await using opened = await openClient({ options: { unauthorizedForm } });
    strike(opened, { kind: 'token-expired' });

    const call = opened.client.getProject();

    await expect(call).rejects.toMatchObject({
      details: { code: 'unauthorized', recovery: 'give-up', status: 401 },
    });
  },
);

test('without the right to manage fields, those that a test case shows are known', async () => {
  await using opened = await openClient();
  const label = 'Colours';
  await opened.client.createField('test-cases', { label, dataType: 17, allowedValues: ['red'] });
  await opened.client.createTestCase(aCaseWrite());
  const defined = await opened.client.listFields('test-cases');
  opened.sandbox.options.mayManageFields = false;

  const shown = await opened.client.listFields('test-cases');

  const dataTypes = (fields: typeof shown) => fields.map((field) => [field.id, field.dataType]);
  const choices = (fields: typeof shown) => fields.find((field) => field.label === label)?.allowedValues;
  expect(dataTypes(shown)).toEqual(dataTypes(defined.filter(({ isActive }) => isActive)));
  expect(choices(shown)).toEqual(choices(defined));
  expect(await opened.client.listFields('test-runs')).toEqual([]);
  expect(await opened.client.mayManageFields()).toBe(false);
});

test('without that right and without any test case no field is known', async () => {
  await using opened = await openClient({ options: { mayManageFields: false } });

  expect(await opened.client.listFields('test-cases')).toEqual([]);
});

test('without the right to manage fields making one is forbidden', async () => {
  await using opened = await openClient({ options: { mayManageFields: false } });

  const creating = opened.client.createField('test-cases', { label: 'Source key', dataType: 1 });

  await expect(creating).rejects.toMatchObject({ details: { code: 'forbidden' } });
});

test('a refused record says why', async () => {
  await using opened = await openClient({ refuse: () => 'Name is not allowed.' });

  const creating = opened.client.createTestCase(aCaseWrite());

  await expect(creating).rejects.toMatchObject({
    details: { code: 'refused', recovery: 'give-up', apiMessage: 'Name is not allowed.' },
  });
});
