import { generateZephyrData, type ZephyrData } from '@z2q/sandbox';
import { withoutUnplaced } from './without-unplaced.ts';

/** The smallest project with every kind of record that has a place on the target. */
export const everyKind = (): ZephyrData =>
  withoutUnplaced(generateZephyrData({ cases: 12, executions: 20, cycles: 4, plans: 2, attachments: 10 }));
