import type { EntityType, Phase } from '@z2q/contracts';
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

const DONE_IN = {
  extract: 'extracted',
  load: 'loaded',
  validate: 'verified',
  rollback: 'loaded',
} as const satisfies Record<keyof typeof COSTS, keyof Counts>;

/**
 * Seconds until a run is over, by the requests that are left and the pace of those made so far: both sites are spoken to at
 * once, so the slower side decides. null: a side that has work left has done none yet, so its pace is not known.
 */
export function estimateLeft(
  run: Pick<Run, 'kind' | 'phases'>,
  counts: readonly Counts[],
  workedMs: number,
): number | null {
  const phases = (Object.keys(COSTS) as (keyof typeof COSTS)[]).filter((phase) =>
    run.kind === 'rollback' ? phase === 'rollback' : run.phases.some((own) => own === phase),
  );
  const shares = (['source', 'target'] as const).map((side) => {
    const ofSide = phases.filter((phase) => COSTS[phase].side === side);
    const sum = (records: (phase: keyof typeof COSTS, count: Counts) => number): number =>
      ofSide.reduce(
        (total, phase) =>
          total +
          counts.reduce(
            (all, count) => all + records(phase, count) * COSTS[phase].requests[count.entityType],
            0,
          ),
        0,
      );
    const done = sum((phase, count) => count[DONE_IN[phase]]);
    const left = sum((phase, count) => leftOf(count, count[DONE_IN[phase]]));
    return left === 0 ? 0 : left / done;
  });
  const share = Math.max(...shares);
  return Number.isFinite(share) ? Math.round((share * workedMs) / 1_000) : null;
}

const leftOf = ({ source, failed, skipped }: Counts, done: number): number =>
  Math.max(0, source - failed - skipped - done);
