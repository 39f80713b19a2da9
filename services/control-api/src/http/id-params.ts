import { z } from 'zod';

/** Any text: what is no id of ours names nothing, and is answered as not found. */
export const MigrationParams = z.strictObject({ id: z.string().brand<'MigrationId'>() });
export const RunParams = z.strictObject({ id: z.string().brand<'RunId'>() });
export const WaveParams = z.strictObject({ id: z.string().brand<'WaveId'>() });
