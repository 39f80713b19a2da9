import { type GenerateOptions, generateZephyrData, type ZephyrData } from '@z2q/sandbox';
import { withFewCalls } from './with-few-calls.ts';
import { withoutUnplaced } from './without-unplaced.ts';

const SIZE: GenerateOptions = { cases: 12, executions: 13, cycles: 4, plans: 2, attachments: 6 };
/**
 * Enough cases that the values of a field look like a list of choices. The execution that has a file was run.
 */
const ONE_BATCH: GenerateOptions = { cases: 8, executions: 9, cycles: 3, plans: 2, attachments: 6 };

/**
 * The smallest project with every kind of record that has a place on the target, in several batches of each.
 */
export const everyKind = (): ZephyrData => toSmallest(SIZE);

/** The same in one batch of each, for tests that look at every batch. */
export const everyKindOnce = (): ZephyrData => toSmallest(ONE_BATCH);

const toSmallest = (size: GenerateOptions): ZephyrData =>
  withFewCalls(withoutUnplaced(generateZephyrData(size)));
