import { EntityType, type FailureItem, type RetryRun, type RunId, type WorkableBatch } from '@z2q/contracts';
import { batchIds, type StageKey, stageKey } from '@z2q/pipeline';
import { type InRun, inRun } from '../in-run.ts';
import type { Writer } from '../store.ts';
import { insertBatches, type NewBatch } from '../tables/batches.ts';
import { clearFailures, pageFailures } from '../tables/failures.ts';
import { findMigration, type Migration } from '../tables/migrations.ts';
import { findRun, type Run, reopenRun } from '../tables/runs.ts';
import { listPlanned } from '../tables/staged-pages.ts';
import { listStages, reopenStages, resetStage } from '../tables/stages.ts';
import { findDependents } from './find-dependents.ts';
import { listWorkable } from './list-workable.ts';
import { planOf } from './plan-of.ts';
import { settleRun } from './settle-run.ts';

const PAGE = 1_000;

export type Retried = { readonly requeued: number; readonly jobs: readonly WorkableBatch[] };

/** Requeues failed records, together with records that failed only because they depend on one of them. */
export async function retryRun(tx: Writer, runId: RunId, filter: RetryRun, now: string): Promise<Retried> {
  const run = await findRun(tx, runId);
  const migration = run && (await findMigration(tx, run.migrationId));
  if (!run || !migration) return { requeued: 0, jobs: [] };
  const runTx = inRun(tx, run);
  const failed = await listFailed(runTx, filter);
  if (failed.length === 0) return { requeued: 0, jobs: [] };
  for (const { phase, entityType, ids } of failed) await clearFailures(runTx, phase, entityType, ids);
  await reopenRun(tx, run, now);
  await reopenStages(tx, runId);
  const batches = [...(await resetForRetry(tx, run))];
  const replanned = new Set(batches.map((batch) => batch.stage));
  for (const some of failed)
    if (!replanned.has(keyOf(some))) batches.push(...(await batchesOf(runTx, migration, some)));
  const known = new Set(planOf(run, migration).map((stage) => stageKey(stage.phase, stage.type)));
  const added = await insertBatches(
    tx,
    runId,
    batches.filter((batch) => known.has(batch.stage)),
    now,
  );
  const settled = await settleRun(tx, { run, migration }, now);
  const { sourceProjectKey: projectKey } = migration;
  const jobs = await listWorkable(tx, { runId, projectKey, added, settled, nowMs: Date.parse(now) });
  return { requeued: failed.reduce((sum, { ids }) => sum + ids.length, 0), jobs };
}

/** Failed records of one stage. */
type Failed = Pick<FailureItem, 'phase'> & {
  readonly entityType: EntityType;
  readonly ids: readonly string[];
};
const keyOf = ({ phase, entityType }: Failed): StageKey => stageKey(phase, entityType);

async function listFailed(tx: InRun<Writer>, filter: RetryRun): Promise<readonly Failed[]> {
  const asked = await pageAll(tx, filter);
  const candidates = asked.length > 0 ? await pageAll(tx, { code: 'dependency_failed' }) : [];
  const dependents = await findDependents(tx, asked, candidates);
  const byStage = Map.groupBy([...asked, ...dependents], ({ phase, entityType }) => `${phase}/${entityType}`);
  return [...byStage.values()].flatMap(([first, ...rest]): Failed[] => {
    const entityType = EntityType.safeParse(first?.entityType);
    if (!first || !entityType.success) return [];
    const ids = new Set([first, ...rest].map((failure) => failure.sourceId));
    return [{ phase: first.phase, entityType: entityType.data, ids: [...ids] }];
  });
}

async function pageAll(tx: InRun<Writer>, filter: RetryRun): Promise<readonly FailureItem[]> {
  const all: FailureItem[] = [];
  for (let cursor: string | null = null; ; ) {
    const page: readonly FailureItem[] = await pageFailures(tx, filter, PAGE, cursor);
    all.push(...page);
    const last = page.at(-1);
    if (!last || page.length < PAGE) return all;
    cursor = `${last.phase}|${last.entityType}|${last.sourceId}`;
  }
}

/**
 * Stages whose result depends on more than the failed records: on what the target offers, or, for the files
 * and fields of a rollback, on which objects are left by now.
 */
const LOOKS: ReadonlySet<StageKey> = new Set<StageKey>([
  'transform/project',
  'load/project',
  'rollback/project',
]);

/**
 * A retry reads again what the target offers, before transforming and before loading, and validates
 * everything again. The retry of a rollback looks again at files and fields, which may no longer be in use.
 */
async function resetForRetry(tx: Writer, run: Run): Promise<readonly NewBatch[]> {
  const stages = await listStages(tx, run.id);
  const again = stages.filter((stage) => stage.phase === 'validate' || LOOKS.has(stage.key));
  for (const stage of again) await resetStage(tx, run.id, stage.key);
  return again.map((stage) => ({ stage: stage.key, kind: 'plan' }));
}

/**
 * Cuts batches by the rules of the first time: executions of one test run stay in one batch, or several
 * workers would create the run at once.
 */
async function batchesOf(
  tx: InRun<Writer>,
  migration: Migration,
  failed: Failed,
): Promise<readonly NewBatch[]> {
  const { phase, entityType, ids } = failed;
  const records = await listPlanned(tx, entityType, ids);
  // A rollback deletes the deepest folders first.
  const inOrder = phase === 'rollback' ? records.toReversed() : records;
  const batches = batchIds(inOrder, migration.options.batchSize);
  return batches.map((some): NewBatch => ({ stage: keyOf(failed), kind: 'records', ids: some }));
}
