import type { LedgerItem } from '@z2q/contracts';
import { inMigration, saveAccounts } from '@z2q/store';
import { afterAll, expect, test } from 'vitest';
import { openTestApi } from '../open-test-api.ts';

const LINES = [
  {
    path: 'status.id',
    pattern: 'status.id',
    outcome: 'changed',
    code: 'no_choice',
    params: { label: 'Status', place: 'description' },
    before: '=Draft',
    after: null,
  },
  {
    path: 'x|y',
    pattern: 'x|y',
    outcome: 'dropped',
    code: 'unknown_member',
    params: null,
    before: '7',
    after: null,
  },
] as const;
const api = await openTestApi();
afterAll(() => api[Symbol.asyncDispose]());
const migrationId = await api.aMigration();
await api.context.store.write((tx) =>
  saveAccounts(
    inMigration(tx, migrationId),
    'test_case',
    ['1', '2|3'].map((sourceId) => ({
      sourceId,
      sourceKey: `WEB-T${sourceId}`,
      account: { tally: [], lines: LINES },
    })),
  ),
);
const read = (query: string, accept = 'application/json') =>
  api.call('GET', `/v1/migrations/${migrationId}/ledger?${query}`, { headers: { accept } });
type LedgerPage = { readonly items: readonly LedgerItem[]; readonly nextCursor: string | null };
const itemsOf = async (query: string): Promise<readonly LedgerItem[]> => (await read(query)).json().items;

test('a line tells the place, why, and the value before and after', async () => {
  expect((await itemsOf('sourceKey=WEB-T1&outcome=changed'))[0]).toEqual({
    entityType: 'test_case',
    sourceId: '1',
    sourceKey: 'WEB-T1',
    path: 'status.id',
    outcome: 'changed',
    code: 'no_choice',
    message: 'Status: the field has no such choice; written in the description.',
    before: '=Draft',
    after: null,
  });
});

test('pages follow each other by their cursors, whatever is in ids and paths', async () => {
  const seen: string[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: LedgerPage = (await read(`limit=1&cursor=${cursor}`)).json();
    seen.push(...page.items.map((item) => `${item.sourceId} ${item.path}`));
    cursor = page.nextCursor;
  }

  expect(seen).toEqual(['1 status.id', '1 x|y', '2|3 status.id', '2|3 x|y']);
});

test('the CSV has every line that the filters leave, and starts no formula', async () => {
  const answer = await read('code=no_choice', 'text/csv');

  expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8');
  expect(answer.body.trim().split('\r\n')).toHaveLength(1 + 2);
  expect(answer.body).toContain(",'=Draft,");
});

test('a code that is none is refused, and so is the cursor of another list', async () => {
  const cursor = Buffer.from('id-map|test_case|1').toString('base64url');

  expect((await read('code=whatever')).statusCode).toBe(400);
  expect((await read(`cursor=${cursor}`)).json()).toMatchObject({ code: 'invalid_cursor' });
});
