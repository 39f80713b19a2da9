import { type BatchJob, QUEUE_NAMES, type RunId } from '@z2q/contracts';
import { expect, test } from 'vitest';
import type { InRun } from '../in-run.ts';
import { completeBatch } from '../orchestration/complete-batch.ts';
import { resumeRun } from '../orchestration/resume-run.ts';
import { retryRun } from '../orchestration/retry-run.ts';
import { RunInProgressError } from '../orchestration/start-run.ts';
import type { Writer } from '../store.ts';
import type { NewBatch } from '../tables/batches.ts';
import { listCounts } from '../tables/counts.ts';
import { listDueBatches } from '../tables/due-batches.ts';
import { pageFailures, storeFailures } from '../tables/failures.ts';
import { claimBatch, LEASE_MS } from '../tables/leases.ts';
import { addRecords, markRecords } from '../tables/records.ts';
import { findRun } from '../tables/runs.ts';
import { saveListedExecutions } from '../tables/staged.ts';
import { type BegunRun, NOW, NOW_MS, type OpenTestStore, type TestStore } from './open-test-store.ts';

const WORKER = { owner: 'worker', nowMs: NOW_MS, leaseMs: LEASE_MS };

type Work = (tx: InRun<Writer>, job: BatchJob) => Promise<readonly NewBatch[]>;

const nothing: Work = async () => [];

/** Completes every due batch, as workers do, until none is due. */
async function workOff(
  kit: TestStore,
  { store }: BegunRun,
  work: Work = nothing,
): Promise<readonly BatchJob[]> {
  const worked: BatchJob[] = [];
  for (;;) {
    const [job] = await listDueBatches(kit.store.read, QUEUE_NAMES, NOW_MS, 1);
    if (!job) return worked;
    worked.push(job);
    await store.write(async (tx) => {
      const batch = await claimBatch(tx, job, WORKER);
      if (!batch) throw new Error(`${job.phase}/${job.entityType} was due and could not be claimed`);
      const handOn = await work(tx, job);
      await completeBatch(tx, { batch, owner: 'worker', handOn, failedBefore: 0, now: NOW });
    });
  }
}

const stateOf = async (kit: TestStore, id: RunId) => (await findRun(kit.store.read, id))?.state;

const fail = (tx: InRun<Writer>, sourceId: string) =>
  storeFailures(tx, {
    phase: 'load',
    entityType: 'test_case',
    failures: [{ sourceId, sourceKey: `WEB-T${sourceId}`, code: 'target_refused', message: 'No' }],
    now: NOW,
  });

/** Tests a run from start to end, and its retry. */
export function registerRunLife(openTestStore: OpenTestStore): void {
  test('a run of an empty project ends completed', async () => {
    await using kit = await openTestStore();
    const migration = await kit.migrate();
    const run = await kit.begin(migration);
    const { id } = run;

    await workOff(kit, run);

    expect(await stateOf(kit, id)).toBe('completed');
  });

  test('a migration has one run at a time', async () => {
    await using kit = await openTestStore();
    const migration = await kit.migrate();
    await kit.begin(migration);

    await expect(kit.begin(migration)).rejects.toBeInstanceOf(RunInProgressError);
  });

  test('executions are loaded after the cases and cycles they need', async () => {
    await using kit = await openTestStore();
    const migration = await kit.migrate();
    const run = await kit.begin(migration, ['load']);

    const worked = await workOff(kit, run);

    const order = worked.map((job) => job.entityType);
    expect(order.indexOf('test_execution')).toBeGreaterThan(order.indexOf('test_case'));
    expect(order.indexOf('test_execution')).toBeGreaterThan(order.indexOf('test_cycle'));
    expect(order.indexOf('test_case')).toBeGreaterThan(order.indexOf('folder'));
  });

  test('a finished batch names what can be worked on because of it, and nothing that has to wait', async () => {
    await using kit = await openTestStore();
    const migration = await kit.migrate();
    const { id, jobs, store } = await kit.begin(migration);
    const folders = (stage: NewBatch['stage']): NewBatch[] =>
      ['1', '2', '3'].map((sourceId) => ({ stage, kind: 'records', ids: [sourceId] }));
    const cases: NewBatch[] = [{ stage: 'transform/test_case', kind: 'records', ids: ['9'] }];
    const finish = (job: BatchJob, handOn: readonly NewBatch[]) =>
      store.write(async (tx) => {
        const batch = await claimBatch(tx, job, WORKER);
        if (!batch) throw new Error('not due');
        const given = { batch, owner: 'worker', handOn, failedBefore: 0, now: NOW };
        return (await completeBatch(tx, given)).map(
          (next) => `${next.phase}/${next.entityType}/${next.batch}`,
        );
      });
    const jobOf = (
      entityType: 'project' | 'folder',
      batch: number,
      phase: 'extract' | 'transform' = 'extract',
    ): BatchJob => ({ runId: id, phase, entityType, batch });

    const [inventory] = jobs;
    const listed = await finish(inventory as BatchJob, [...folders('extract/folder'), ...cases]);
    await finish(jobOf('project', 1), []);
    await finish(jobOf('project', 0, 'transform'), []);
    const first = await finish(jobOf('folder', 0), []);
    await finish(jobOf('folder', 1), []);
    const last = await finish(jobOf('folder', 2), []);

    expect(jobs.map((job) => `${job.phase}/${job.entityType}`)).toEqual(['extract/project']);
    expect(listed).toContain('extract/folder/0');
    expect(listed).not.toContain('extract/folder/1');
    expect(listed).not.toContain('transform/test_case/0');
    expect(first).toEqual(['extract/folder/1']);
    expect(last).toContain('transform/test_case/0');
  });

  test('a gated run waits for approval before it loads, and goes on once it is given', async () => {
    await using kit = await openTestStore();
    const migration = await kit.migrate({ gate: 'before-load' });
    const run = await kit.begin(migration);
    const { id } = run;

    const before = await workOff(kit, run);
    const paused = await findRun(kit.store.read, id);
    await kit.store.write((tx) => resumeRun(tx, id));
    await workOff(kit, run);

    expect(before.some((job) => job.phase === 'load')).toBe(false);
    expect(paused).toMatchObject({ state: 'paused', pauseReason: 'awaiting_approval' });
    expect(await stateOf(kit, id)).toBe('completed');
  });

  test('a spent failure budget pauses the run', async () => {
    await using kit = await openTestStore();
    const migration = await kit.migrate({ failureBudget: 2 });
    const run = await kit.begin(migration, ['load']);
    const { id } = run;

    await workOff(kit, run, async (tx, job) => {
      if (job.entityType !== 'test_case') return [];
      await addRecords(tx, 'test_case', [
        { sourceId: '1', sourceKey: null },
        { sourceId: '2', sourceKey: null },
      ]);
      await fail(tx, '1');
      await fail(tx, '2');
      return [];
    });

    expect(await findRun(kit.store.read, id)).toMatchObject({
      state: 'paused',
      pauseReason: 'failure_budget',
    });
  });

  test('a retry requeues the failed records alone, and the run ends completed when they get through', async () => {
    await using kit = await openTestStore();
    const migration = await kit.migrate();
    const run = await kit.begin(migration, ['load']);
    const { id } = run;
    await workOff(kit, run, async (tx, job) => {
      if (job.entityType !== 'test_case') return [];
      await addRecords(
        tx,
        'test_case',
        ['1', '2', '3'].map((sourceId) => ({ sourceId, sourceKey: `WEB-T${sourceId}` })),
      );
      await markRecords(tx, 'test_case', 'loaded', ['1', '3']);
      await fail(tx, '2');
      return [];
    });
    const failed = await stateOf(kit, id);

    const { requeued } = await kit.store.write((tx) => retryRun(tx, id, {}, NOW));
    const ids: string[] = [];
    await workOff(kit, run, async (tx, job) => {
      if (job.entityType !== 'test_case') return [];
      ids.push(
        ...JSON.parse(
          (
            await tx
              .selectFrom('entity_batch_state')
              .select('ids')
              .where('batch', '=', job.batch)
              .where('entity_type', '=', 'test_case')
              .executeTakeFirstOrThrow()
          ).ids,
        ),
      );
      await markRecords(tx, 'test_case', 'loaded', ['2']);
      return [];
    });

    expect(failed).toBe('completed_with_failures');
    expect(requeued).toBe(1);
    expect(ids).toEqual(['2']);
    expect(await pageFailures(run.store.read, {}, 10, null)).toEqual([]);
    expect(await listCounts(run.store.read)).toMatchObject([{ source: 3, loaded: 3, failed: 0 }]);
    expect(await stateOf(kit, id)).toBe('completed');
  });

  test('a retry keeps executions of one test run in one batch', async () => {
    await using kit = await openTestStore();
    const migration = await kit.migrate({ batchSize: 2 });
    const run = await kit.begin(migration, ['load']);
    const { id } = run;
    const executions = [1, 2, 3, 4, 5, 6].map((number) => ({
      sourceId: String(number),
      sourceKey: `WEB-E${number}`,
      folderId: null,
      raw: {},
      testCaseKey: number % 2 === 0 ? 'WEB-T2' : 'WEB-T1',
      cycleId: null,
      environmentId: null,
      actualEnd: null,
    }));
    await workOff(kit, run, async (tx, job) => {
      if (job.entityType !== 'test_execution') return [];
      await saveListedExecutions(tx, executions);
      await addRecords(tx, 'test_execution', executions);
      const failures = executions.map((named) => ({
        ...named,
        code: 'target_refused' as const,
        message: 'No',
      }));
      await storeFailures(tx, { phase: 'load', entityType: 'test_execution', failures, now: NOW });
      return [];
    });

    await kit.store.write((tx) => retryRun(tx, id, {}, NOW));

    const rows = await kit.store.read
      .selectFrom('entity_batch_state')
      .select('ids')
      .where('entity_type', '=', 'test_execution')
      .where('kind', '=', 'records')
      .execute();
    const batches = rows.map((row): string[] => JSON.parse(row.ids));
    expect(batches).toEqual([
      ['1', '3', '5'],
      ['2', '4', '6'],
    ]);
  });
}
