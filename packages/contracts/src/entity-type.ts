import { z } from 'zod';

/** The types that an operator counts. `folder` covers the folders of cases, cycles and plans. */
export const EntityType = z
  .enum(['folder', 'test_case', 'test_cycle', 'test_plan', 'test_execution', 'attachment'])
  .describe('A type of record; `folder` covers the folders of cases, cycles and plans');
export type EntityType = z.infer<typeof EntityType>;
export const ENTITY_TYPES: readonly EntityType[] = EntityType.options;

/**
 * The types in the id map: the counted types, test runs (shared by executions of one cycle, case and environment), and
 * the containers made for records without a folder or cycle.
 */
export const MappedType = z
  .enum([...EntityType.options, 'test_run', 'container'])
  .describe(
    'A type of record; `test_run`: the run that executions share; `container`: a folder made for records that have none',
  );
export type MappedType = z.infer<typeof MappedType>;
