import { inRun, saveAttachments, saveDrafts, saveListed } from '@z2q/store';
import { afterAll, expect, test } from 'vitest';
import { openTestApi } from '../open-test-api.ts';

const api = await openTestApi();
afterAll(() => api[Symbol.asyncDispose]());
const migrationId = await api.aMigration();
const runId = await api.aRun(migrationId, 'running');
const KEY = 'WEB-T1';
const FILE = 'test_case/1/9';
const HUGE = { name: 'Log in', objective: 'x'.repeat(150_000) };
const DRAFT = {
  type: 'test-case',
  sourceId: '1',
  sourceKey: KEY,
  name: 'Log in',
  description: '',
  precondition: '',
  folderSourceId: null,
  steps: [],
  fields: [],
} as const;

await api.context.store.write(async (tx) => {
  const run = inRun(tx, { id: runId, migrationId });
  await saveListed(run, 'test_case', [{ sourceId: '1', sourceKey: KEY, folderId: null, raw: HUGE }]);
  await saveDrafts(run, 'test_case', [{ draft: DRAFT, contentHash: 'a' }]);
  await saveAttachments(run, [
    {
      sourceId: FILE,
      attachmentId: '9',
      name: 'trace.zip',
      owner: { kind: 'test_case', ownerId: '1' },
      ownerKey: KEY,
      raw: { id: 9, url: 'https://files.example/9?signature=that-lets-anybody-in', name: 'trace.zip' },
    },
  ]);
});
const read = (path: string) => api.call('GET', `/v1/migrations/${migrationId}/records${path}`);

test('a key leads to the record, and the record tells what was sent and what is made of it', async () => {
  const { items } = (await read(`?sourceKey=${KEY}`)).json();
  const record = (await read(`/${items[0].entityType}/${items[0].sourceId}`)).json();

  expect(items).toEqual([{ entityType: 'test_case', sourceId: '1', sourceKey: KEY }]);
  expect(record).toMatchObject({
    sourceKey: KEY,
    detail: null,
    loadedDraft: null,
    target: null,
    history: [],
  });
  expect(JSON.parse(record.draft.json)).toEqual(DRAFT);
});

test('a huge text is cut, and its length told', async () => {
  const { listing } = (await read('/test_case/1')).json();

  expect(listing.json).toHaveLength(100_000);
  expect(listing.length).toBe(JSON.stringify(HUGE).length);
});

test('a file names what it hangs on, and no address that would let anybody fetch it', async () => {
  const answer = await read(`/attachment/${encodeURIComponent(FILE)}`);

  expect(answer.json()).toMatchObject({ sourceId: FILE, sourceKey: 'trace.zip', ownerKey: KEY });
  expect(answer.json().listing.json).toContain('https://files.example/9?…');
  expect(answer.body).not.toContain('that-lets-anybody-in');
});

test('a record of which nothing is known is not found', async () => {
  const answer = await read('/test_case/2');

  expect(answer.statusCode).toBe(404);
  expect(answer.json()).toMatchObject({ code: 'record_not_found' });
  expect((await read('?sourceKey=WEB-T2')).json()).toEqual({ items: [], nextCursor: null });
});
