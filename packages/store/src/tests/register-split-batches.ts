import type { BatchJob, Phase, RunId } from '@z2q/contracts';
import { expect, test } from 'vitest';
import type { RunStore } from '../in-run.ts';
import { completeBatch } from '../orchestration/complete-batch.ts';
import { splitBatch } from '../orchestration/split-batch.ts';
import type { Batch, NewBatch } from '../tables/batches.ts';
import { listDueBatches } from '../tables/due-batches.ts';
import { storeFailures } from '../tables/failures.ts';
import { claimBatch, LEASE_MS } from '../tables/leases.ts';
import { addRecords } from '../tables/records.ts';
import { findRun } from '../tables/runs.ts';
import { saveListedExecutions } from '../tables/staged.ts';
import { NOW, NOW_MS, type OpenTestStore, type TestStore } from './open-test-store.ts';

const WORKER = { owner: 'me', nowMs: NOW_MS, leaseMs: LEASE_MS };

const LATER = { owner: 'me', now: NOW };

type Extraction = { readonly store: RunStore; readonly runId: RunId };

/** A run whose inventory is done and has handed on these batches. */
async function extractionOf(
  kit: TestStore,
  handOn: readonly NewBatch[],
  failureBudget: number | null = null,
): Promise<Extraction> {
  const migration = await kit.migrate({ failureBudget });
  const { id, jobs, store } = await kit.begin(migration, ['extract']);
  const rest = { failedBefore: 0, ...LATER };
  const first = await claim(kit, jobs[0]);
  await store.write((tx) => completeBatch(tx, { batch: first, handOn: [], ...rest }));
  const finish = await nextOf(kit);
  await store.write((tx) => completeBatch(tx, { batch: finish, handOn, ...rest }));
  return { store, runId: id };
}

async function claim({ store }: TestStore, job: BatchJob | undefined): Promise<Batch> {
  const batch = job && (await store.write((tx) => claimBatch(tx, job, WORKER)));
  if (!batch) throw new Error('no batch is due');
  return batch;
}

const EXTRACT: readonly Phase[] = ['extract'];

const nextOf = async (kit: TestStore): Promise<Batch> =>
  claim(kit, (await listDueBatches(kit.store.read, EXTRACT, NOW_MS, 1))[0]);

const split = ({ store }: Extraction, batch: Batch): Promise<boolean> =>
  store.write((tx) => splitBatch(tx, { batch, attempts: 2, ...LATER }));

const records = (type: 'folder' | 'test_execution', ...ids: readonly string[]): NewBatch => ({
  stage: `extract/${type}`,
  kind: 'records',
  ids,
});

const anExecution = (sourceId: string, testCaseKey: string) => ({
  sourceId,
  sourceKey: `WEB-E${sourceId}`,
  folderId: null,
  raw: {},
  testCaseKey,
  cycleId: '7',
  environmentId: null,
  actualEnd: null,
});

async function listExecutions({ store }: Extraction): Promise<void> {
  const executions = ['1', '2', '3', '4'].map((id) => anExecution(id, 'WEB-T1'));
  await store.write((tx) => saveListedExecutions(tx, [...executions, anExecution('5', 'WEB-T2')]));
}

/** Tests how a batch is split, and what is never split. */
export function registerSplitBatches(openTestStore: OpenTestStore): void {
  test('executions that share a test run stay in one batch', async () => {
    await using kit = await openTestStore();
    const extraction = await extractionOf(kit, [records('test_execution', '1', '2', '3', '4', '5')]);
    await listExecutions(extraction);

    await split(extraction, await nextOf(kit));

    expect((await nextOf(kit)).ids).toEqual(['1', '2', '3', '4']);
    expect((await nextOf(kit)).ids).toEqual(['5']);
  });

  test('a batch of executions that all share one test run is left whole', async () => {
    await using kit = await openTestStore();
    const extraction = await extractionOf(kit, [records('test_execution', '1', '2', '3', '4')]);
    await listExecutions(extraction);

    const isSplit = await split(extraction, await nextOf(kit));

    expect(isSplit).toBe(false);
  });

  test('the halves of a batch of folders come before what comes after it', async () => {
    await using kit = await openTestStore();
    const extraction = await extractionOf(kit, [
      records('folder', 'root', 'other'),
      records('folder', 'child'),
      records('folder', 'grandchild'),
    ]);

    await split(extraction, await nextOf(kit));

    const order: string[] = [];
    for (let left = 4; left > 0; left -= 1) {
      const batch = await nextOf(kit);
      order.push(...batch.ids);
      const rest = { handOn: [], failedBefore: 0, ...LATER };
      await extraction.store.write((tx) => completeBatch(tx, { batch, ...rest }));
    }
    expect(order).toEqual(['root', 'other', 'child', 'grandchild']);
  });

  test('a split does not spend the failure budget again that was spent before', async () => {
    await using kit = await openTestStore();
    const extraction = await extractionOf(kit, [records('folder', '1', '2')], 1);
    const { runId, store } = extraction;
    await store.write(async (tx) => {
      await addRecords(tx, 'folder', [{ sourceId: '1', sourceKey: '/A' }]);
      const failure = { sourceId: '1', sourceKey: '/A', code: 'source_error', message: 'No' } as const;
      const failed = {
        phase: 'extract',
        entityType: 'folder',
        failures: [failure],
        now: NOW,
      } as const;
      await storeFailures(tx, failed);
    });

    await split(extraction, await nextOf(kit));

    expect((await findRun(kit.store.read, runId))?.pauseReason).toBeNull();
  });
}
