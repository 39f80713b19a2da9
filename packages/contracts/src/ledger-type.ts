import { z } from 'zod';
import { EntityType } from './entity-type.ts';

/** Types that the ledger counts by: types of records, and the lists that records refer to. */
export const LedgerType = z
  .enum([...EntityType.options, 'project', 'status', 'priority', 'environment'])
  .describe('What a value is of: a record, or an answer that records link to');
export type LedgerType = z.infer<typeof LedgerType>;
