import { randomUUID } from 'node:crypto';
import { z } from 'zod';

export const MigrationId = z.uuid().brand<'MigrationId'>();
export type MigrationId = z.infer<typeof MigrationId>;
export const RunId = z.uuid().brand<'RunId'>();
export type RunId = z.infer<typeof RunId>;

export const newMigrationId = (): MigrationId => MigrationId.parse(randomUUID());
export const newRunId = (): RunId => RunId.parse(randomUUID());
