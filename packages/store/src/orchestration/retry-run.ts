import { type BatchJob, EntityType, type FailureItem, type RetryRun, type RunId } from '@z2q/contracts';
import { chunk, type StageKey, stageKey } from '@z2q/pipeline';
import type { Writer } from '../store.ts';
import { insertBatches, type NewBatch } from '../tables/batches.ts';
import { clearFailures, pageFailures } from '../tables/failures.ts';
import { findMigration } from '../tables/migrations.ts';
import { reopenRun } from '../tables/run-changes.ts';
import { findRun, type Run } from '../tables/runs.ts';
import { listStages, reopenStages, resetStage } from '../tables/stages.ts';
import { findDependents } from './find-dependents.ts';
import { listWorkable } from './list-workable.ts';
import { planOf } from './plan-of.ts';
import { settleRun } from './settle-run.ts';

const PAGE = 1_000;

export type Retried = { readonly requeued: number; readonly jobs: readonly BatchJob[] };

/** Requeues failed records, and with them those that failed only because they depend on one of these. */
export async function retryRun(tx: Writer, runId: RunId, filter: RetryRun, now: string): Promise<Retried> {
  const run = await findRun(tx, runId);
  const migration = run && (await findMigration(tx, run.migrationId));
  if (!run || !migration) return { requeued: 0, jobs: [] };
  const failures = await listFailures(tx, run, filter);
  if (failures.length === 0) return { requeued: 0, jobs: [] };
  for (const failure of failures)
    await clearFailures(tx, runId, failure.phase, failure.entityType, [failure.sourceId]);
  await reopenRun(tx, run, now);
  await reopenStages(tx, runId);
  const replanned = await resetForRetry(tx, run);
  const batches = [
    ...replanned,
    ...batchesOf(failures, migration.options.batchSize, new Set(replanned.map((batch) => batch.stage))),
  ];
  const known = new Set(planOf(run, migration).map((stage) => stageKey(stage.phase, stage.type)));
  const added = await insertBatches(
    tx,
    runId,
    batches.filter((batch) => known.has(batch.stage)),
    now,
  );
  const settled = await settleRun(tx, runId, now);
  const jobs = await listWorkable(tx, { runId, added, settled, nowMs: Date.parse(now) });
  return { requeued: failures.length, jobs };
}

type FailedRecord = Omit<FailureItem, 'entityType'> & { readonly entityType: EntityType };

async function listFailures(tx: Writer, run: Run, filter: RetryRun): Promise<readonly FailedRecord[]> {
  const asked = await pageAll(tx, run.id, filter);
  const candidates = asked.length > 0 ? await pageAll(tx, run.id, { code: 'dependency_failed' }) : [];
  const dependents = await findDependents(tx, run.migrationId, asked, candidates);
  const byName = new Map(
    [...asked, ...dependents].map((failure) => [
      `${failure.phase}|${failure.entityType}|${failure.sourceId}`,
      failure,
    ]),
  );
  return [...byName.values()].flatMap((failure) => {
    const entityType = EntityType.safeParse(failure.entityType);
    return entityType.success ? [{ ...failure, entityType: entityType.data }] : [];
  });
}

async function pageAll(tx: Writer, runId: RunId, filter: RetryRun): Promise<readonly FailureItem[]> {
  const all: FailureItem[] = [];
  for (let cursor: string | null = null; ; ) {
    const page: readonly FailureItem[] = await pageFailures(tx, runId, filter, PAGE, cursor);
    all.push(...page);
    const last = page.at(-1);
    if (!last || page.length < PAGE) return all;
    cursor = `${last.phase}|${last.entityType}|${last.sourceId}`;
  }
}

/** The target is looked at anew before loading, and compared anew after it. */
async function resetForRetry(tx: Writer, run: Run): Promise<readonly NewBatch[]> {
  const stages = await listStages(tx, run.id);
  const again = stages.filter((stage) => stage.phase === 'validate' || stage.key === 'load/project');
  for (const stage of again) await resetStage(tx, run.id, stage.key);
  return again.map((stage) => ({ stage: stage.key, kind: 'plan' }));
}

function batchesOf(
  failures: readonly FailureItem[],
  size: number,
  replanned: ReadonlySet<StageKey>,
): readonly NewBatch[] {
  const byStage = Map.groupBy(failures, (failure) => `${failure.phase}/${failure.entityType}` as StageKey);
  return [...byStage]
    .filter(([stage]) => !replanned.has(stage))
    .flatMap(([stage, items]) =>
      chunk(
        items.map((item) => item.sourceId),
        size,
      ).map((ids): NewBatch => ({ stage, kind: 'records', ids })),
    );
}
