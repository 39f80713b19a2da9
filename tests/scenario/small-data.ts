import { generateZephyrData, type ZephyrData } from '@z2q/sandbox';
import { withoutUnplaced } from './without-unplaced.ts';

/** A project with records of every kind, all of which have a place on the target; small enough to be run often. */
export const smallData = (): ZephyrData =>
  withoutUnplaced(generateZephyrData({ cases: 60, executions: 180, cycles: 8, plans: 2, attachments: 12 }));
