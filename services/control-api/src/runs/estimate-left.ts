import { COUNT_OF_PHASE, type EntityType, type Phase } from '@z2q/contracts';
import type { Counts, Run } from '@z2q/store';

type Side = 'source' | 'target';
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

/**
 * Seconds until a run is over, from the requests left and the speed so far. Both sites are called at the same time, so
 * the slower side decides. null: a side with work left has done none yet, so its speed is unknown.
 */
export function estimateLeft(
  run: Pick<Run, 'kind' | 'phases'>,
  counts: readonly Counts[],
  workedMs: number,
): number | null {
  const phases = run.kind === 'rollback' ? (['rollback'] as const) : run.phases.filter(isCostly);
  const made = { source: { done: 0, left: 0 }, target: { done: 0, left: 0 } };
  for (const phase of phases)
    for (const count of counts) {
      const { side, requests } = COSTS[phase];
      const done = count[COUNT_OF_PHASE[phase]];
      made[side].done += done * requests[count.entityType];
      made[side].left += leftOf(count, done) * requests[count.entityType];
    }
  const share = Math.max(...Object.values(made).map(({ done, left }) => (left === 0 ? 0 : left / done)));
  return Number.isFinite(share) ? Math.round((share * workedMs) / 1_000) : null;
}

const isCostly = (phase: Phase): phase is Exclude<Phase, 'transform'> => phase !== 'transform';

const leftOf = ({ source, failed, skipped }: Counts, done: number): number =>
  Math.max(0, source - failed - skipped - done);
