import { type GenerateOptions, generateZephyrData, type ZephyrData } from '@z2q/sandbox';
import { withFewCalls } from './with-few-calls.ts';
import { withoutUnplaced } from './without-unplaced.ts';

const SIZE: GenerateOptions = { cases: 60, executions: 180, cycles: 8, plans: 2, attachments: 12 };

/**
 * A project with records of every kind, all of which have a place on the target, small enough for frequent
 * runs.
 */
export const smallData = (size: GenerateOptions = SIZE): ZephyrData =>
  withoutUnplaced(generateZephyrData(size));

/** The same for many runs in one test: several batches of each type, and few requests for each record. */
export const tinyData = (): ZephyrData =>
  withFewCalls(smallData({ cases: 14, executions: 18, cycles: 4, plans: 2, attachments: 6 }));
