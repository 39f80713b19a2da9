import {
  COUNT_OF_PHASE,
  type CountsView,
  type EntityType,
  isFinal,
  type RunView,
  type Side,
  toStopping,
} from '@z2q/contracts';
import {
  type Counts,
  countInHand,
  findLookFirst,
  findMigration,
  inRun,
  listCounts,
  listRunsOf,
  listSizesInHand,
  listStages,
  type Reader,
  type Run,
  type Stage,
  sumPace,
} from '@z2q/store';
import { estimateLeft, type Speed } from './estimate-left.ts';
import { explainStall } from './explain-stall.ts';
import { dependsOnIdMap, recommendAction } from './recommend-action.ts';

const PHASE_ORDER = ['extract', 'transform', 'load', 'validate', 'rollback'] as const;

/**
 * A run as the API shows it. Reads only a few rows, however large the migration. From a migration's second run on, the
 * counts include created, updated and so on.
 */
export async function toRunView(db: Reader, run: Run, now: Date): Promise<RunView> {
  const counts = await countAsFarAs(db, run);
  const [first] = await listRunsOf(db, run.migrationId);
  const isFirstRun = first?.id === run.id;
  const stalled = await explainStall(db, run, now);
  const facts = {
    failureBudget: await findBudget(db, run),
    isOlderDatabase: dependsOnIdMap(run) && (await findLookFirst(inRun(db, run))) !== null,
  };
  return {
    id: run.id,
    migrationId: run.migrationId,
    kind: run.kind,
    phases: [...run.phases],
    ...(run.kind === 'rollback' ? { dryRun: run.isDryRun, force: run.isForced } : {}),
    mappingHash: run.mappingHash,
    state: run.state,
    phase: currentPhase(await listStages(db, run.id)),
    pauseReason: run.pauseReason,
    recommendedAction: recommendAction(run, counts, facts) ?? stalled?.why ?? null,
    stalled,
    stopping: toStopping(run),
    counts: Object.fromEntries(
      counts.map((count) => [count.entityType, toCountsView(count, isFirstRun)]),
    ) as Partial<Record<EntityType, CountsView>>,
    createdAt: run.createdAt,
    startedAt: run.startedAt,
    finishedAt: run.finishedAt,
    ...(await paceOf(db, run, counts, { now, isStalled: stalled !== null })),
  };
}

/** Objects of a batch count as loaded while the batch is still being worked on: a batch of fifty may take half a minute. */
async function countAsFarAs(db: Reader, run: Run): Promise<readonly Counts[]> {
  const counts = await listCounts(inRun(db, run));
  if (isFinal(run.state) || run.kind === 'rollback') return counts;
  const inHand = await countInHand(inRun(db, run));
  return counts.map((count) => {
    const { created, updated } = inHand.get(count.entityType) ?? { created: 0, updated: 0 };
    return { ...count, loaded: count.loaded + created + updated, created: count.created + created };
  });
}

/** Read only if needed, since a migration's mapping may be long. */
async function findBudget(db: Reader, run: Run): Promise<number | null> {
  if (run.pauseReason !== 'failure_budget') return null;
  return (await findMigration(db, run.migrationId))?.options.failureBudget ?? null;
}

/** The earliest phase that is not done; null when all are. */
function currentPhase(stages: readonly Stage[]): RunView['phase'] {
  const unfinished = new Set(stages.filter((stage) => stage.state !== 'done').map((stage) => stage.phase));
  return PHASE_ORDER.find((phase) => unfinished.has(phase)) ?? null;
}

function toCountsView(
  { entityType: _, created, updated, unchanged, vanished, conflict, ...counts }: Counts,
  isFirstRun: boolean,
): CountsView {
  return isFirstRun ? counts : { ...counts, created, updated, unchanged, vanished, conflict };
}

/** Records a minute that went through all phases, or the equivalent in single phases. Pauses do not count. */
async function paceOf(
  db: Reader,
  run: Run,
  counts: readonly Counts[],
  { now, isStalled }: { readonly now: Date; readonly isStalled: boolean },
): Promise<Pick<RunView, 'entitiesPerMinute' | 'etaSeconds'>> {
  if (!run.startedAt) return { entitiesPerMinute: null, etaSeconds: null };
  const phases = Math.max(1, run.phases.length);
  const done = counts.reduce((sum, count) => sum + stepsDone(run, count), 0);
  const untilMs = run.finishedAt ? Date.parse(run.finishedAt) : (run.pausedAt ?? now.getTime());
  const workedMs = Math.max(1, untilMs - Date.parse(run.startedAt) - run.pausedMs);
  const isKnown = run.state === 'running' && done > 0 && !isStalled;
  return {
    entitiesPerMinute: Math.round((done / phases / workedMs) * 60_000),
    etaSeconds: isKnown ? estimateLeft(run, counts, await readSpeed(db, run, workedMs, now)) : null,
  };
}

async function readSpeed(db: Reader, run: Run, workedMs: number, now: Date): Promise<Speed> {
  const hourOf = (of: Side) => sumPace(db, run.id, { measure: 'requests', of }, now);
  return {
    workedMs,
    inHand: await listSizesInHand(inRun(db, run)),
    requests: { source: await hourOf('source'), target: await hourOf('target') },
  };
}

const stepsDone = (run: Run, count: Counts): number =>
  run.kind === 'rollback'
    ? count[COUNT_OF_PHASE.rollback]
    : run.phases.reduce((sum, phase) => sum + count[COUNT_OF_PHASE[phase]], 0);
