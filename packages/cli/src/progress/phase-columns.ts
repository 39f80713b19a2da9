import {
  COUNT_OF_PHASE,
  type CountsView,
  ENTITY_TYPES,
  type EntityType,
  type RunView,
  type StagePhase,
} from '@z2q/contracts';

export const TYPE_WORDS: Readonly<Record<EntityType, string>> = {
  folder: 'folders',
  test_case: 'test cases',
  test_cycle: 'test cycles',
  test_plan: 'test plans',
  test_execution: 'executions',
  attachment: 'attachments',
};

export const phasesOf = (run: RunView): readonly StagePhase[] =>
  run.kind === 'rollback' ? ['rollback'] : run.phases;

/** Records that a phase can still reach. Failed and skipped records never get to the end. */
export const reachable = ({ source, failed, skipped }: CountsView): number =>
  Math.max(0, source - failed - skipped);

/** Without records that failed or were skipped in a later phase, which `reachable` leaves out too. */
export const doneIn = (phase: StagePhase, counts: CountsView): number =>
  Math.min(counts[COUNT_OF_PHASE[phase]], reachable(counts));

/** In the order in which types are loaded. */
export const countsOf = (run: RunView): readonly (readonly [EntityType, CountsView])[] =>
  ENTITY_TYPES.flatMap((type) => {
    const counts = run.counts[type];
    return counts ? [[type, counts] as const] : [];
  });

export const sumOf = (run: RunView, count: (counts: CountsView) => number): number =>
  countsOf(run).reduce((sum, [, counts]) => sum + count(counts), 0);
