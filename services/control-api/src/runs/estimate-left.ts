import { COUNT_OF_PHASE, type EntityType, type Phase, Side } from '@z2q/contracts';
import type { Counts, PaceOfAnHour, Run, SizeInHand } from '@z2q/store';

type Cost = { readonly side: Side; readonly requests: Readonly<Record<EntityType, number>> };

/**
 * Typical requests for one record of a type in a phase. Extract reads its script or step results and its list of files;
 * load creates and approves an object, or creates a run and a log; validate reads pages of a hundred.
 */
const COSTS: Readonly<Record<Exclude<Phase, 'transform'> | 'rollback', Cost>> = {
  extract: {
    side: 'source',
    requests: {
      folder: 0.02,
      test_case: 2,
      test_cycle: 1,
      test_plan: 1,
      test_execution: 2,
      attachment: 1,
    },
  },
  load: {
    side: 'target',
    requests: { folder: 1, test_case: 2, test_cycle: 1, test_plan: 1, test_execution: 2, attachment: 1 },
  },
  validate: {
    side: 'target',
    requests: {
      folder: 0.1,
      test_case: 0.02,
      test_cycle: 0.1,
      test_plan: 0.1,
      test_execution: 0.1,
      attachment: 1,
    },
  },
  rollback: {
    side: 'target',
    requests: { folder: 2, test_case: 2, test_cycle: 2, test_plan: 2, test_execution: 2, attachment: 1 },
  },
};

/** What is known of the speed of a run. */
export type Speed = {
  /** How long it has worked, without pauses. */
  readonly workedMs: number;
  readonly inHand: readonly SizeInHand[];
  /** Requests of each side in the last hour. */
  readonly requests: Readonly<Record<Side, PaceOfAnHour>>;
};

/**
 * Seconds until a run is over, from the requests left and the speed so far. Both sites are called at the same time, so
 * the slower side decides. Records of the batches in hand count as half done, but for those that are loaded, which
 * `counts` has one by one. null: a side with work left has done none yet, so its speed is unknown.
 */
export function estimateLeft(
  run: Pick<Run, 'kind' | 'phases'>,
  counts: readonly Counts[],
  { workedMs, inHand, requests }: Speed,
): number | null {
  const phases = run.kind === 'rollback' ? (['rollback'] as const) : run.phases.filter(isCostly);
  const made = { source: { done: 0, left: 0 }, target: { done: 0, left: 0 } };
  for (const phase of phases)
    for (const count of counts) {
      const { entityType } = count;
      const { side, requests: cost } = COSTS[phase];
      const through = count[COUNT_OF_PHASE[phase]];
      const underWay = phase === 'load' ? 0 : sizeOf(inHand, phase, entityType) / 2;
      const halfDone = Math.min(underWay, leftOf(count, through));
      made[side].done += (through + halfDone) * cost[entityType];
      made[side].left += leftOf(count, through + halfDone) * cost[entityType];
    }
  const busiest = Math.max(...Side.options.map((side) => busyTime(requests[side])));
  const times = Side.options.map((side) => {
    const { done, left } = made[side];
    // A side that has waited for the other one is faster than it was so far.
    return left === 0 ? 0 : (left / done) * (busyTime(requests[side]) / busiest);
  });
  const share = Math.max(...times);
  return Number.isFinite(share) ? Math.round((share * workedMs) / 1_000) : null;
}

/** How long the requests of an hour would have taken at the best pace of that hour, in slots; 1 where none is known. */
const busyTime = ({ sum, most }: PaceOfAnHour): number => (most === 0 ? 1 : sum / most);

const isCostly = (phase: Phase): phase is Exclude<Phase, 'transform'> => phase !== 'transform';

const sizeOf = (inHand: readonly SizeInHand[], phase: string, entityType: EntityType): number =>
  inHand.find((some) => some.phase === phase && some.entityType === entityType)?.size ?? 0;

const leftOf = ({ source, failed, skipped }: Counts, done: number): number =>
  Math.max(0, source - failed - skipped - done);
