import { z } from 'zod';

/** What an operator counts. `folder` covers the folders of cases, cycles and plans. */
export const EntityType = z.enum([
  'folder',
  'test_case',
  'test_cycle',
  'test_plan',
  'test_execution',
  'attachment',
]);
export type EntityType = z.infer<typeof EntityType>;
export const ENTITY_TYPES: readonly EntityType[] = EntityType.options;

/**
 * What the id map names: the counted types, the test runs that executions of one cycle, case and environment share, and
 * the containers made for records that have none in the source.
 */
export const MappedType = z.enum([...EntityType.options, 'test_run', 'container']);
export type MappedType = z.infer<typeof MappedType>;
