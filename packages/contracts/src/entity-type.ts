import { z } from 'zod';

/** What an operator counts. `folder` covers the folders of cases, cycles and plans. */
export const EntityType = z
  .enum(['folder', 'test_case', 'test_cycle', 'test_plan', 'test_execution', 'attachment'])
  .describe('A type of record; `folder` covers the folders of cases, cycles and plans');
export type EntityType = z.infer<typeof EntityType>;
export const ENTITY_TYPES: readonly EntityType[] = EntityType.options;

/**
 * What the id map names: the counted types, the test runs that executions of one cycle, case and environment share, and
 * the containers made for records that have none in the source.
 */
export const MappedType = z
  .enum([...EntityType.options, 'test_run', 'container'])
  .describe(
    'A type of record; `test_run`: the run that executions share; `container`: a folder made for records that have none',
  );
export type MappedType = z.infer<typeof MappedType>;
