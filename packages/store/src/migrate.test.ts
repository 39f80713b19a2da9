import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kysely, sql } from 'kysely';
import { expect, test } from 'vitest';
import { up as initial } from './migrations/0001-initial.ts';
import { createSqliteDialect } from './sqlite-dialect.ts';
import { databaseFile, openStore } from './store.ts';
import { findMigration } from './tables/migrations.ts';
import { planKey } from './tables/plan-key.ts';
import { openTestStore } from './tests/open-test-store.ts';

const EXECUTION = { sourceId: '12', sourceKey: 'WEB-E12', folderId: null, raw: {}, testCaseKey: 'WEB-T1' };
const FOLDER = { sourceId: '7', folderType: 'TEST_CASE', parentId: null, depth: 2, index: 3 };

test('records staged by an earlier release stand in the same order as those staged now', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'z2q-migrate-'));
  const old = new Kysely<unknown>({
    dialect: createSqliteDialect(databaseFile(dir), { isReadOnly: false }),
  });
  await initial(old);
  await sql`create table schema_version (version integer not null)`.execute(old);
  await sql`insert into schema_version values (1)`.execute(old);
  await sql`insert into zephyr_test_executions values
    ('m', '12', 'WEB-E12', null, '{}', null, 'r', 'WEB-T1', '5', null, '2026-01-01')`.execute(old);
  await sql`insert into zephyr_test_cases values ('m', '9', 'WEB-T9', null, '{}', null, 'r')`.execute(old);
  await sql`insert into zephyr_folders values
    ('m', '7', 'a', '/a', 2, null, 'TEST_CASE', 3, '{}', 'r')`.execute(old);
  await old.destroy();

  await using store = await openStore(dir);

  const keyIn = async (table: 'zephyr_test_executions' | 'zephyr_test_cases' | 'zephyr_folders') =>
    (await store.read.selectFrom(table).select('plan_key').executeTakeFirst())?.plan_key;
  const link = { cycleId: '5', environmentId: null, actualEnd: '2026-01-01' };
  expect(await keyIn('zephyr_test_executions')).toBe(planKey.ofExecution({ ...EXECUTION, ...link }));
  expect(await keyIn('zephyr_test_cases')).toBe(
    planKey.ofListed({ sourceId: '9', sourceKey: 'WEB-T9', folderId: null, raw: {} }),
  );
  expect(await keyIn('zephyr_folders')).toBe(planKey.ofFolder(FOLDER));
  await rm(dir, { recursive: true, force: true });
});

test('a migration with options that are none any more is read without them', async () => {
  await using kit = await openTestStore();
  const { id, options } = await kit.migrate({ batchSize: 7 });
  const stored = JSON.stringify({ ...options, cycleAs: 'test-suite', script: 'one-step' });
  await kit.store.write((tx) =>
    tx.updateTable('migration_state').set({ options: stored }).where('id', '=', id).execute(),
  );

  expect((await findMigration(kit.store.read, id))?.options).toEqual(options);
});
