import { MigrationId, RunId } from '@z2q/contracts';
import { z } from 'zod';

export const MigrationParams = z.strictObject({ id: MigrationId });
export const RunParams = z.strictObject({ id: RunId });
