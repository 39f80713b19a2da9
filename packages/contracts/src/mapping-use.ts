import { z } from 'zod';
import { MappingFile } from './mapping-file.ts';

/** How many records of the newest extraction contain each name that a mapping file can rename. */
export const MappingUse = z.object({
  names: z
    .array(
      z.object({
        table: MappingFile.keyof().describe('The table of the mapping file'),
        name: z.string().describe('As Zephyr has it'),
        records: z.number().int().positive().describe('How many records have it'),
      }),
    )
    .describe('Names that a mapping file can have a line for'),
  offered: z
    .array(
      z.object({
        table: MappingFile.keyof().describe('The table of the mapping file'),
        name: z.string().describe('As qTest has it'),
      }),
    )
    .optional()
    .describe('Names of the target that a line may lead to, as the newest plan read them'),
});
export type MappingUse = z.infer<typeof MappingUse>;
