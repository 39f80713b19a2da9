import { mkdtempDisposable, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kysely, sql } from 'kysely';
import { expect, test } from 'vitest';
import { createSqliteDialect } from './sqlite-dialect.ts';
import { databaseFile, openStore } from './store.ts';

test('a file that is no database is told as that, with what to do', async () => {
  await using dir = await mkdtempDisposable(join(tmpdir(), 'z2q-bad-'));
  await writeFile(databaseFile(dir.path), 'no database at all, but long enough to have a header'.repeat(100));

  const opening = openStore(dir.path);

  await expect(opening).rejects.toMatchObject({ name: 'StoreError', code: 'corrupt', recovery: 'give-up' });
  await expect(opening).rejects.toThrow(/z2q restore.*z2q\.db/s);
});

test('a store is not opened where SQLite cannot keep a write-ahead log', async () => {
  // A database in memory has no write-ahead log. SQLite reports this as it does for a disk that cannot have one.
  await using db = new Kysely({ dialect: createSqliteDialect(':memory:', { isReadOnly: false }) });

  const asking = sql`select 1`.execute(db);

  await expect(asking).rejects.toMatchObject({ name: 'StoreError', code: 'not_wal' });
});
