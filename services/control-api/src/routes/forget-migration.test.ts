import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { addDoubles, inMigration, saveAdditions, saveAttachments, saveCached, storeOfRun } from '@z2q/store';
import { leaveIntent, saveMapped } from '@z2q/store/testing';
import { expect, test } from 'vitest';
import { openTestApi, TEST_OPERATE_TOKEN, type TestApi } from '../open-test-api.ts';
import { forgetRest } from '../runs/forget-rest.ts';

const RECORD = { entityType: 'test_case', sourceId: '1', sourceKey: 'WEB-T1' } as const;

const forget = (api: TestApi, id: string, token?: string) =>
  api.call('DELETE', `/v1/migrations/${id}`, token ? { headers: { authorization: `Bearer ${token}` } } : {});

async function cacheFile({ context }: TestApi, hash: string): Promise<void> {
  const path = join(context.config.dataDir, 'attachments', hash.slice(0, 2), hash);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, 'bytes');
}

/** A migration with a finished run, a file of its own and a file that it shares. */
async function aFinished(api: TestApi, own: string, shared: string) {
  const migrationId = await api.aMigration();
  const id = await api.aRun(migrationId, 'completed');
  const store = storeOfRun(api.context.store, { id, migrationId });
  const hashes = [own, shared];
  await store.write(async (tx) => {
    const files = hashes.map((hash) => ({
      sourceId: `test_case/1/${hash}`,
      attachmentId: hash,
      name: 'a.txt',
      owner: { kind: 'test_case', ownerId: '1' } as const,
      ownerKey: 'WEB-T1',
      raw: null,
    }));
    await saveAttachments(tx, files);
    const file = (sha256: string) => ({ sha256, sizeBytes: 5 });
    await saveCached(
      tx,
      hashes.map((hash) => ({ sourceId: `test_case/1/${hash}`, file: file(hash) })),
    );
  });
  for (const hash of hashes) await cacheFile(api, hash);
  const report = join(api.context.config.dataDir, 'reports', `${id}.json`);
  await mkdir(dirname(report), { recursive: true });
  await writeFile(report, '{}');
  await writeFile(report.replace('.json', '.2026-01-02T03-04-05.000Z.csv'), 'of the attempt before');
  return { migrationId, store };
}

const listRows = async ({ context: { store } }: TestApi) => {
  const counted = [
    'migration_state',
    'runs',
    'run_stages',
    'entity_batch_state',
    'zephyr_attachments',
  ] as const;
  const rows = await Promise.all(counted.map((table) => store.read.selectFrom(table).selectAll().execute()));
  return rows.flat();
};

const listFiles = async ({ context }: TestApi): Promise<readonly string[]> =>
  (await readdir(context.config.dataDir, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && !entry.name.startsWith('z2q.') && entry.name !== 'control-token')
    .map(({ name }) => name);

test('a migration with nothing on the target is forgotten with all that only it has', async () => {
  await using api = await openTestApi();
  const other = await aFinished(api, 'aa-other', 'cc-shared');
  const before = { rows: await listRows(api), files: await listFiles(api) };
  const { migrationId } = await aFinished(api, 'bb-own', 'cc-shared');

  const answer = await forget(api, migrationId);
  const again = await forget(api, migrationId);
  const acts = (await api.call('GET', '/v1/audit')).json().items;

  expect(answer.statusCode).toBe(204);
  expect(again.statusCode).toBe(404);
  expect(await listRows(api)).toEqual(before.rows);
  expect((await listFiles(api)).toSorted()).toEqual(before.files.toSorted());
  expect(acts).toContainEqual(
    expect.objectContaining({ act: 'forgetMigration', on: `migration ${migrationId}` }),
  );
  expect((await forget(api, other.migrationId)).statusCode).toBe(204);
  expect(await listFiles(api)).toEqual([]);
});

test('one that has something on the target, or may have, is told what and where, and stays', async () => {
  await using api = await openTestApi();
  const there = await aFinished(api, 'aa', 'bb');
  const inDoubt = await aFinished(api, 'cc', 'dd');
  const withField = await aFinished(api, 'ee', 'ff');
  const twice = await aFinished(api, 'gg', 'hh');
  await twice.store.write((tx) => addDoubles(tx, [{ ...RECORD, targetId: 8 }], 1));
  await there.store.write((tx) => saveMapped(tx, RECORD, { targetId: 7 }));
  await inDoubt.store.write((tx) => leaveIntent(tx, RECORD));
  const field = { object: 'test-cases', fieldLabel: 'Team', valueLabel: null } as const;
  await api.context.store.write((tx) => saveAdditions(inMigration(tx, withField.migrationId), [field]));

  const refused: Awaited<ReturnType<typeof forget>>[] = [];
  for (const { migrationId } of [there, inDoubt, withField, twice])
    refused.push(await forget(api, migrationId));

  for (const answer of refused) {
    expect(answer.statusCode).toBe(409);
    expect(answer.json()).toMatchObject({ code: 'on_target', fix: expect.stringContaining('/rollback') });
  }
  expect(refused.map((answer) => answer.json().detail)).toEqual([
    'It has on target project 7: 1 objects.',
    expect.stringContaining('1 objects that may be there'),
    'It has on target project 7: 1 fields or choices.',
    'It has on target project 7: 1 objects that are there twice.',
  ]);
  expect((await api.call('GET', `/v1/migrations/${there.migrationId}`)).statusCode).toBe(200);
});

test('one with a run that is not over stays, and so does one for a token that may not', async () => {
  await using api = await openTestApi();
  const busy = await api.aMigration();
  const idle = await api.aMigration();
  await api.aRun(busy, 'running');

  const running = await forget(api, busy);
  const forbidden = await forget(api, idle, TEST_OPERATE_TOKEN);

  expect(running.statusCode).toBe(409);
  expect(running.json()).toMatchObject({ code: 'run_in_progress' });
  expect(forbidden.statusCode).toBe(403);
});

test('what a process that ended has left of it is not there for anybody, and is taken away later', async () => {
  await using api = await openTestApi();
  const { migrationId } = await aFinished(api, 'aa', 'bb');
  await api.context.store.write((tx) => tx.updateTable('migration_state').set({ is_forgotten: 1 }).execute());

  const got = await api.call('GET', `/v1/migrations/${migrationId}`);
  const run = await api.call('POST', `/v1/migrations/${migrationId}/runs`);
  await forgetRest(api.context, migrationId);

  expect([got.statusCode, run.statusCode]).toEqual([404, 404]);
  expect(await listRows(api)).toEqual([]);
});
