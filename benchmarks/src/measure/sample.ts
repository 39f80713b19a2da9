import type { EntityType } from '@z2q/contracts';
import type { RequestCounts } from './count-requests.ts';
import type { ProcessUsage } from './process-usage.ts';

/** What one migration took, of the product or of the yardstick. */
export type Sample = {
  /** `completed`, or what was wrong: then the figures mean little. */
  readonly state: string;
  readonly wallMs: number;
  /** Distinct records of the source. */
  readonly records: number;
  /** The same by type; empty of a program that does not tell. */
  readonly recordsOf: Readonly<Partial<Record<EntityType, number>>>;
  readonly requests: RequestCounts;
  /** Of the requests, those that were answered with 429. */
  readonly tooMany: number;
  /** Levels of the deepest tree of folders, which are made one after another. */
  readonly depth: number;
  readonly usage: readonly ProcessUsage[];
  /** Reading everything back and comparing it, after the migration; null where it was not asked for. */
  readonly validation: Validation | null;
};
export type Validation = {
  readonly state: string;
  readonly wallMs: number;
  readonly requests: RequestCounts;
};

export const OVER_THE_LIMIT = 'over the limit';
