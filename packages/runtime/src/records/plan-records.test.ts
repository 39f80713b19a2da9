import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EMPTY_MAPPING, MigrationOptions, newMigrationId } from '@z2q/contracts';
import {
  addRecords,
  type Batch,
  finishRun,
  inRun,
  insertMigration,
  listCounts,
  type NewBatch,
  openStore,
  saveListedExecutions,
  skipRecords,
  startRun,
  storeOfRun,
} from '@z2q/store';
import { expect, test } from 'vitest';
import type { BatchContext } from '../batch-handler.ts';
import { ROWS_A_PLAN } from './plan-in-pages.ts';
import { createPlanRecords } from './plan-records.ts';

const NOW = '2026-11-22T12:00:00.000Z';
const LATER = '2026-11-23T12:00:00.000Z';
const LOGS_A_RUN = 3;
// Whole test runs, from both pages.
const SKIPPED = ['0', '1', '2', '9999', '10000', '10001'].map((sourceId) => ({
  sourceId,
  reason: 'No folder',
}));

test('a large type is planned page by page; no test run is cut apart and what was left out stays out', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'z2q-plan-'));
  await using store = await openStore(dir);
  const migration = {
    id: newMigrationId(),
    name: 'WEB',
    sourceProjectKey: 'WEB',
    targetProjectId: 1,
    mapping: EMPTY_MAPPING,
    options: MigrationOptions.parse({}),
    createdAt: NOW,
  };
  const executions = Array.from({ length: ROWS_A_PLAN + 50 }, (_, index) => ({
    sourceId: String(index),
    sourceKey: `WEB-E${index}`,
    folderId: null,
    raw: {},
    testCaseKey: `WEB-T${Math.floor(index / LOGS_A_RUN)}`,
    cycleId: null,
    environmentId: null,
    actualEnd: null,
  }));
  const run = await store.write(async (tx) => {
    await insertMigration(tx, migration);
    const earlier = await startRun(tx, migration, 'migrate', ['transform'], NOW);
    const earlierTx = inRun(tx, earlier);
    await saveListedExecutions(earlierTx, executions);
    await addRecords(earlierTx, 'test_execution', executions);
    await skipRecords(earlierTx, 'test_execution', SKIPPED);
    await finishRun(tx, earlier.id, 'completed', NOW);
    return startRun(tx, migration, 'migrate', ['load'], LATER);
  });
  const runStore = storeOfRun(store, run);
  const plan = createPlanRecords('load', 'test_execution');
  const handedOn: NewBatch[] = [];

  const pages: NewBatch[] = [{ stage: 'load/test_execution', kind: 'plan' }];
  for (const page of pages) {
    const batch = {
      runId: run.id,
      phase: 'load',
      entityType: 'test_execution',
      kind: page.kind,
      params: page.params,
    };
    const outcome = await plan({ batch: batch as Batch, migration, store: runStore } as BatchContext);
    await runStore.write(async (tx) => outcome.commit?.(tx));
    pages.push(...(outcome.handOn ?? []).filter(({ kind }) => kind === 'plan'));
    handedOn.push(...(outcome.handOn ?? []).filter(({ kind }) => kind === 'records'));
  }

  const batches = handedOn.map(({ ids = [] }) => ids);
  const runsOf = (ids: readonly string[]) => new Set(ids.map((id) => Math.floor(Number(id) / LOGS_A_RUN)));
  const skipped = new Set(SKIPPED.map(({ sourceId }) => sourceId));
  const wanted = executions.map(({ sourceId }) => sourceId).filter((id) => !skipped.has(id));
  expect(pages).toHaveLength(2);
  expect(batches.flat().toSorted()).toEqual(wanted.toSorted());
  expect(batches.reduce((sum, ids) => sum + runsOf(ids).size, 0)).toBe(runsOf(wanted).size);
  expect(await listCounts(runStore.read)).toMatchObject([
    { source: executions.length, skipped: SKIPPED.length },
  ]);
  await rm(dir, { recursive: true, force: true });
});
