import { z } from 'zod';
import { MappingFile } from './mapping-file.ts';

/** How many records of the newest extraction have each name that a mapping file can have a line for. */
export const MappingUse = z.object({
  names: z.array(
    z.object({
      table: MappingFile.keyof(),
      name: z.string(),
      records: z.number().int().positive(),
    }),
  ),
});
export type MappingUse = z.infer<typeof MappingUse>;
