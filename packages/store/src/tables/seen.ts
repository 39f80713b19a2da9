import type { EntityType, MigrationId, RunId } from '@z2q/contracts';
import { type RawBuilder, sql } from 'kysely';

/** The run that listed a record; `newest`: those that the newest whole listing has; null: all ever listed. */
export type ListedBy = RunId | 'newest' | null;

/**
 * The condition on a staged record that the runs of the scope have seen it. A run that begins to list takes over what it
 * comes across, so the newest whole listing is that of the last run that finished one, with all runs after it.
 */
export function isSeen(
  type: EntityType,
  { migrationId, listedBy }: { readonly migrationId: MigrationId; readonly listedBy: ListedBy },
): RawBuilder<boolean> {
  if (listedBy === null) return sql<boolean>`true`;
  if (listedBy !== 'newest') return sql<boolean>`seen_run_id = ${listedBy}`;
  // Files are found while what they hang on is read, which comes after the listing.
  const stage = type === 'attachment' ? 'attachment' : 'project';
  return sql<boolean>`seen_run_id in (
    select id from runs where migration_id = ${migrationId} and created_at >= coalesce((
      select max(listing.created_at) from runs as listing
      join run_stages as stage on stage.run_id = listing.id
      where listing.migration_id = ${migrationId} and stage.phase = 'extract' and stage.entity_type = ${stage}
        and stage.state = 'done'), ''))`;
}
