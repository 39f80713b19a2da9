import { EntityType } from '@z2q/contracts';
import { z } from 'zod';

/** Ids are any text: a text that is no id is answered with "not found". */
export const MigrationParams = z.strictObject({
  id: z.string().brand<'MigrationId'>().describe('Id of a migration'),
});
export const RecordParams = z.strictObject({
  ...MigrationParams.shape,
  entityType: EntityType,
  sourceId: z.string().describe('Id of the record in Zephyr; of a file, with its slashes as `%2F`'),
});
export const RunParams = z.strictObject({ id: z.string().brand<'RunId'>().describe('Id of a run') });
export const WaveParams = z.strictObject({ id: z.string().brand<'WaveId'>().describe('Id of a wave') });
