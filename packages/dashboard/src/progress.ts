import type { Counts, EntityType, Run } from './api/views.ts';
import { TYPES } from './words.ts';

type Phase = NonNullable<Run['phase']>;
/** The counts that are plain numbers. */
type CountName = 'extracted' | 'transformed' | 'loaded' | 'verified';

/** In a rollback, `loaded` counts the records that were undone. */
export const COUNT_OF_PHASE: Readonly<Record<Phase, CountName>> = {
  extract: 'extracted',
  transform: 'transformed',
  load: 'loaded',
  validate: 'verified',
  rollback: 'loaded',
};

export const phasesOf = (run: Run): readonly Phase[] => (run.kind === 'rollback' ? ['rollback'] : run.phases);

export const countsOf = ({ counts }: Run): readonly (readonly [EntityType, Counts])[] =>
  TYPES.flatMap((type) => {
    const found = counts[type];
    return found ? [[type, found] as const] : [];
  });

export const sumOf = (run: Run, count: (counts: Counts) => number): number =>
  countsOf(run).reduce((sum, [, counts]) => sum + count(counts), 0);

/** Records that got through the last phase of the run, and their total. */
export function doneOf(run: Run): { readonly done: number; readonly of: number } {
  const last = phasesOf(run).at(-1) ?? 'validate';
  return {
    done: sumOf(run, (counts) => counts[COUNT_OF_PHASE[last]]),
    of: sumOf(run, ({ source }) => source),
  };
}

export const isOver = ({ finishedAt }: Pick<Run, 'finishedAt'>): boolean => finishedAt !== null;
