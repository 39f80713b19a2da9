import { z } from 'zod';
import { contentHash } from './content-hash.ts';

const ByName = z.record(z.string().min(1), z.string().min(1));

/** An operator's renaming of names that differ between the two sides. Names that are not mentioned stay. */
export const MappingFile = z
  .strictObject({
    testCaseStatus: ByName.describe('Zephyr status of a test case → target `Status` choice').default({}),
    priority: ByName.describe('Zephyr priority → target `Priority` choice').default({}),
    executionStatus: ByName.describe(
      'Zephyr execution status → target execution status, for executions and their steps. `*` stands for every status that has none of its name or meaning there; without it a result in such a status fails',
    ).default({}),
    fields: ByName.describe('Zephyr custom field (or `Labels`, `Component`, …) → target field label').default(
      {},
    ),
  })
  .describe('Names that differ between the two sides; anything not named keeps its name');
export type MappingFile = z.infer<typeof MappingFile>;
export const EMPTY_MAPPING: MappingFile = MappingFile.parse({});

/** Identifies a mapping in a run, a report and a draft. Equal mappings have the same hash. */
export const hashOfMapping = (mapping: MappingFile): string => contentHash(mapping);
