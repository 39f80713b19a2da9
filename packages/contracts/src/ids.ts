import { randomUUID } from 'node:crypto';
import { z } from 'zod';

export const MigrationId = z.uuid().brand<'MigrationId'>().describe('Id of a migration');
export type MigrationId = z.infer<typeof MigrationId>;
export const RunId = z.uuid().brand<'RunId'>().describe('Id of a run');
export type RunId = z.infer<typeof RunId>;
export const WaveId = z.uuid().brand<'WaveId'>().describe('Id of a wave');
export type WaveId = z.infer<typeof WaveId>;

export const newMigrationId = (): MigrationId => MigrationId.parse(randomUUID());
export const newRunId = (): RunId => RunId.parse(randomUUID());
export const newWaveId = (): WaveId => WaveId.parse(randomUUID());
