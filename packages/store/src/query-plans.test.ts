import BetterSqlite from 'better-sqlite3';
import { type CompiledQuery, Kysely } from 'kysely';
import { expect, test } from 'vitest';
import type { Database } from './database.ts';
import { type InRun, inRun } from './in-run.ts';
import { createSqliteDialect } from './sqlite-dialect.ts';
import { databaseFile, type Reader } from './store.ts';
import { listDueBatches } from './tables/due-batches.ts';
import { listEarlierSkips } from './tables/earlier-outcomes.ts';
import {
  countMapped,
  findObject,
  getBuried,
  getMappedByKey,
  getTakenTargets,
  listMappedByParent,
  listMappedByTarget,
  pageIdMap,
  pageMapped,
} from './tables/id-map.ts';
import { countInHand, listSizesInHand } from './tables/in-hand.ts';
import { findKeptRecord, pageNamed } from './tables/kept-records.ts';
import { pageLedger } from './tables/ledger/lines.ts';
import { listPace, sumPace } from './tables/measures.ts';
import { listRecordHistory } from './tables/record-history.ts';
import { pageUnjudged } from './tables/records.ts';
import { findUnfinishedRun } from './tables/runs.ts';
import { getSighted } from './tables/sightings.ts';
import { groupSkipped, pageSkipped } from './tables/skips.ts';
import { countListed, countVanished, hasUnfiled } from './tables/staged.ts';
import { getNewest, pageStaged } from './tables/staged-pages.ts';
import { getUpdated } from './tables/validation.ts';
import { pageVerifiedContent } from './tables/verified-content.ts';
import { listWavesWaiting } from './tables/waves.ts';
import { openTestStore } from './tests/open-test-store.ts';

const MIGRATION = 'migration' as never;
const RUN = 'run' as never;

/** SQLite's plan for each query of `ask`, one line for each table. */
async function plansOf(ask: (db: InRun<Reader>) => Promise<unknown>): Promise<readonly string[]> {
  await using kit = await openTestStore();
  await kit.begin(await kit.migrate());
  const asked: CompiledQuery[] = [];
  const db = new Kysely<Database>({
    dialect: createSqliteDialect(databaseFile(kit.dataDir), { isReadOnly: true }),
    log: ({ query }) => void asked.push(query),
  });
  await ask(inRun(db, { id: RUN, migrationId: MIGRATION }));
  await db.destroy();
  using sqlite = closing(new BetterSqlite(databaseFile(kit.dataDir), { readonly: true }));
  return asked.flatMap((query) =>
    sqlite.db
      .prepare(`explain query plan ${query.sql}`)
      .all(...query.parameters)
      .map((row) => (row as { detail: string }).detail),
  );
}

const closing = (db: BetterSqlite.Database) => ({ db, [Symbol.dispose]: () => void db.close() });

test('a key is looked up in the ledger by its index, also on a later page', async () => {
  const last = { entityType: 'test_case', sourceId: '1', path: '$.name' } as const;
  const plans = await plansOf((db) => pageLedger(db, { sourceKey: 'WEB-T1' }, 101, last));

  expect(plans[0]).toBe(
    'SEARCH loss_ledger USING INDEX loss_ledger_by_key (migration_id=? AND source_key=?)',
  );
});

test('an id is looked up in the ledger by its index, whatever type it is of', async () => {
  const plans = await plansOf((db) => pageLedger(db, { sourceId: '1' }, 101, null));

  expect(plans[0]).toMatch(
    /^SEARCH loss_ledger USING INDEX sqlite_autoindex_loss_ledger_1 \(migration_id=\? AND entity_type=\? AND source_id=\?/,
  );
});

test('all that is kept of a record is looked up by whole keys', async () => {
  const plans = await plansOf(async (db) => {
    await findKeptRecord(db, 'test_execution', '1', 100);
    await findObject(db, 'test_execution', '1');
    await listRecordHistory(db, 'test_execution', '1', 100);
    await pageNamed(db, 'WEB-T1', 10, null);
  });

  const kept = plans.filter((plan) => /^(SEARCH|SCAN) (?!runs )/.test(plan));
  expect(kept).toHaveLength(5 + 10);
  for (const plan of kept) expect(plan).toMatch(/^SEARCH .*\(.*source_(id|key)=\?/);
});

test('a key is looked up in the id map by its index, whatever type it is of', async () => {
  const plans = await plansOf((db) => pageIdMap(db, { sourceKey: 'WEB-T1' }, 101, null));

  expect(plans[0]).toBe(
    'SEARCH zephyr_to_qtest_id_map USING INDEX id_map_by_key (migration_id=? AND entity_type=? AND source_key=?)',
  );
});

test('what points to a target object is looked up by its id, not read off the whole id map', async () => {
  const plans = await plansOf(async (db) => {
    await getTakenTargets(db, 'test_execution', [1, 2]);
    await listMappedByTarget(db, 'test_execution', [1, 2]);
    await getBuried(db, 'test_execution', [1, 2]);
  });

  expect(plans).toEqual([
    'SEARCH zephyr_to_qtest_id_map USING COVERING INDEX id_map_by_target (entity_type=? AND target_id=?)',
    'SEARCH zephyr_to_qtest_id_map USING INDEX id_map_by_target (entity_type=? AND target_id=?)',
    'SEARCH zephyr_to_qtest_id_map USING INDEX id_map_by_target (entity_type=? AND target_id=? AND state=?)',
  ]);
});

test('due batches are found among the unfinished ones alone, however many are done', async () => {
  const plans = await plansOf((db) => listDueBatches(db, ['extract'], 1, 5));

  const batches = plans.filter((plan) => plan.includes('entity_batch_state'));
  expect(batches.length).toBeGreaterThan(0);
  for (const plan of batches) expect(plan).toContain('USING INDEX entity_batch_state_unfinished');
});

test('what is in hand is found among what is held, however many batches there are', async () => {
  const plans = await plansOf(async (db) => {
    await countInHand(db);
    await listSizesInHand(db);
  });

  const held = expect.stringContaining('USING INDEX entity_batch_state_held');
  expect(plans.filter((plan) => plan.includes('entity_batch_state'))).toEqual([held, held]);
});

test('listings are counted without reading the records', async () => {
  const plans = await plansOf(async (db) => {
    await countListed(db, 'test_execution');
    await countVanished(db, 'test_execution');
  });

  const staged = plans.filter((plan) => plan.includes('zephyr_test_executions'));
  expect(staged.length).toBeGreaterThan(2);
  for (const plan of staged) expect(plan).toMatch(/COVERING INDEX|migration_id=\? AND source_id=\?/);
});

test('skipped records are found among themselves', async () => {
  const plans = await plansOf(async (db) => {
    await pageSkipped(db, { entityType: 'folder', sourceId: '1' }, 10);
    await groupSkipped(db);
  });

  const records = plans.filter((plan) => plan.includes('run_records'));
  expect(records).toHaveLength(2);
  for (const plan of records) expect(plan).toContain('run_records_skipped');
});

test('what a validation has still to look at is found among itself, however much it has seen', async () => {
  const plans = await plansOf((db) =>
    pageUnjudged(db, { entityType: 'test_execution', afterId: '1', limit: 10 }),
  );

  expect(plans).toEqual([expect.stringContaining('USING INDEX run_records_unjudged')]);
});

test.each(['newest', null] as const)(
  'a page of what is staged (%s) is read off the index of its order',
  async (listedBy) => {
    const plans = await plansOf((db) =>
      pageStaged(db, 'test_execution', { listedBy, after: '1', limit: 10 }),
    );

    const staged = plans.filter((plan) => plan.includes('zephyr_test_executions'));
    expect(staged).toEqual([expect.stringContaining('COVERING INDEX zephyr_test_executions_by_plan')]);
    expect(plans.filter((plan) => plan.includes('TEMP B-TREE'))).toEqual([]);
  },
);

test('waves with somebody to start are found among those who wait, however many are over', async () => {
  const plans = await plansOf(listWavesWaiting);

  const items = plans.filter((plan) => plan.includes('wave_items'));
  expect(items).toEqual([expect.stringContaining('INDEX wave_items_waiting')]);
});

test('no query of a worker reads a table that grows with the migration from end to end', async () => {
  const ids = ['1', '2'];

  const plans = await plansOf(async (db) => {
    await countMapped(db, 'test_case');
    await getMappedByKey(db, 'test_case', ids);
    await findUnfinishedRun(db, MIGRATION);
    await hasUnfiled(db, 'test_case');
    await listEarlierSkips(db, 'test_case', ids);
    await listMappedByParent(db, 'test_execution', [1]);
    await listMappedByTarget(db, 'test_execution', [1]);
    await getNewest(db, 'test_case', ids);
    await getSighted(db, 'test_run', [1, 2]);
    await getUpdated(db, 'test_case', ids);
    await pageMapped(db, 'test_case', '1', 10);
    await pageVerifiedContent(db, 'test_case', '1', 10);
    await listPace(db, RUN, 'done', 'load');
    await sumPace(db, RUN, { measure: 'requests', of: 'source' }, new Date());
  });

  expect(plans.filter((plan) => /^SCAN |TEMP B-TREE/.test(plan))).toEqual([]);
});
