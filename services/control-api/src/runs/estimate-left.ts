import { COUNT_OF_PHASE, type EntityType, type Phase } from '@z2q/contracts';
import type { Counts, Run } from '@z2q/store';

type Side = 'source' | 'target';
type Cost = { readonly side: Side; readonly requests: Readonly<Record<EntityType, number>> };

/**
 * Requests that one record of a type takes in a phase, most of all: its script or step results and its list of files are
 * read, an object is made and approved, a run and a log are made, and what is read back comes in pages of a hundred.
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
 * Seconds until a run is over, by the requests that are left and the pace of those made so far: both sites are spoken to at
 * once, so the slower side decides. null: a side that has work left has done none yet, so its pace is not known.
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
