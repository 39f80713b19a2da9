import type { MigrationItem } from '@z2q/contracts';
import type { Migration } from '@z2q/store';

export const toMigrationItem = (migration: Migration): MigrationItem => ({
  id: migration.id,
  name: migration.name,
  source: { projectKey: migration.sourceProjectKey },
  target: { projectId: migration.targetProjectId },
  createdAt: migration.createdAt,
});
