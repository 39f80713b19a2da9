import {
  hashOfMapping,
  newRunId,
  type Phase,
  type RunId,
  type RunKind,
  type WorkableBatch,
} from '@z2q/contracts';
import { stageKey } from '@z2q/pipeline';
import type { Writer } from '../store.ts';
import { insertBatches } from '../tables/batches.ts';
import { findMappingOfDrafts } from '../tables/mapping-of-drafts.ts';
import type { Migration } from '../tables/migrations.ts';
import { findRun, findUnfinishedRun, insertRun, type Run } from '../tables/runs.ts';
import { insertStages } from '../tables/stages.ts';
import { listWorkable } from './list-workable.ts';
import { planOf } from './plan-of.ts';
import { settleRun } from './settle-run.ts';

/** The migration has a run that is not over. A second run beside it would create everything twice. */
export class RunInProgressError extends Error {
  override readonly name = 'RunInProgressError';
  readonly runId: RunId;

  constructor(runId: RunId) {
    super(`Run ${runId} of this migration is not over`);
    this.runId = runId;
  }
}

/** A rollback and its options. */
export type Rollback = Pick<Run, 'isDryRun' | 'isForced'> & { readonly kind: 'rollback' };
const PLAIN = { isDryRun: false, isForced: false } as const;

export type StartedRun = Pick<Run, 'id' | 'migrationId'> & { readonly jobs: readonly WorkableBatch[] };

/**
 * Creates a run with its stages and first batches. No other run of the migration can begin meanwhile (`Store.write`).
 * @throws {RunInProgressError} when the migration has a run that is not over.
 */
export async function startRun(
  tx: Writer,
  migration: Migration,
  asked: RunKind | Rollback,
  phases: readonly Phase[],
  now: string,
): Promise<StartedRun> {
  const unfinished = await findUnfinishedRun(tx, migration.id);
  if (unfinished) throw new RunInProgressError(unfinished.id);
  const id = newRunId();
  const { kind, isDryRun, isForced } = typeof asked === 'string' ? { ...PLAIN, kind: asked } : asked;
  const mappingHash = await findMappingUsed(tx, migration, phases);
  const run = { id, migrationId: migration.id, kind, phases, isDryRun, isForced, mappingHash };
  await insertRun(tx, { ...run, createdAt: now });
  const plan = planOf({ kind, phases }, migration);
  await insertStages(
    tx,
    id,
    plan.map((stage) => stageKey(stage.phase, stage.type)),
  );
  const seeds = plan.filter((stage) => stage.plansItself);
  const added = await insertBatches(
    tx,
    id,
    seeds.map((stage) => ({ stage: stageKey(stage.phase, stage.type), kind: 'plan' })),
    now,
  );
  const started = await findRun(tx, id);
  if (!started) throw new Error(`Run ${id} is not in the database that it was written to`);
  const settled = await settleRun(tx, { run: started, migration }, now);
  const { sourceProjectKey: projectKey } = migration;
  const jobs = await listWorkable(tx, { runId: id, projectKey, added, settled, nowMs: Date.parse(now) });
  return { id, migrationId: migration.id, jobs };
}

/** A run without a transform phase uses the drafts of an earlier run, and so the mapping of that run. */
async function findMappingUsed(
  tx: Writer,
  { id, mapping }: Migration,
  phases: readonly Phase[],
): Promise<string | null> {
  if (phases.includes('transform')) return hashOfMapping(mapping);
  return phases.some((phase) => phase !== 'extract') ? findMappingOfDrafts(tx, id) : null;
}
