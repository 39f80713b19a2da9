import { type CreateMigration, MappingFile, MigrationOptions, newMigrationId } from '@z2q/contracts';
import type { Migration } from '@z2q/store';

/** A new migration, with defaults for what the request does not give. */
export const toMigration = (
  { name, source, target, mapping, options }: CreateMigration,
  now: Date,
): Migration => ({
  id: newMigrationId(),
  name: name ?? `${source.projectKey} to project ${target.projectId}`,
  sourceProjectKey: source.projectKey,
  targetProjectId: target.projectId,
  mapping: mapping ?? MappingFile.parse({}),
  options: options ?? MigrationOptions.parse({}),
  createdAt: now.toISOString(),
});
