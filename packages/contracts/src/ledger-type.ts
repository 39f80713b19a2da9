import { z } from 'zod';
import { EntityType } from './entity-type.ts';

/** What the ledger counts by: the types of records, and the answers that tell what records link to. */
export const LedgerType = z
  .enum([...EntityType.options, 'project', 'status', 'priority', 'environment'])
  .describe('What a value is of: a record, or an answer that records link to');
export type LedgerType = z.infer<typeof LedgerType>;
