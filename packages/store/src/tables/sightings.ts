import type { MappedType, MigrationId, RunId } from '@z2q/contracts';
import type { Reader, Writer } from '../store.ts';
import { type Mapped, toMapped } from './id-map.ts';

/** Why an object of the target is remembered: a listing showed it, or something of somebody else is in it. */
export type SightingKind = 'test_run' | 'occupied_run';

/** Remembers target objects that a run came across, so that what it never saw can be asked for by name. */
export async function saveSightings(
  tx: Writer,
  runId: RunId,
  kind: SightingKind,
  targetIds: readonly number[],
): Promise<void> {
  for (const targetId of targetIds) {
    await tx
      .insertInto('target_sightings')
      .values({ run_id: runId, kind, target_id: targetId })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}

export async function clearSightings(tx: Writer, runId: RunId, kind: SightingKind): Promise<void> {
  await tx.deleteFrom('target_sightings').where('run_id', '=', runId).where('kind', '=', kind).execute();
}

/** Of the given target ids, those that were seen. */
export async function listSighted(
  db: Reader,
  runId: RunId,
  kind: SightingKind,
  targetIds: readonly number[],
): Promise<ReadonlySet<number>> {
  if (targetIds.length === 0) return new Set();
  const rows = await db
    .selectFrom('target_sightings')
    .select('target_id')
    .where('run_id', '=', runId)
    .where('kind', '=', kind)
    .where('target_id', 'in', targetIds)
    .execute();
  return new Set(rows.map((row) => row.target_id));
}

/** What the id map says is on the target and no listing showed, in source id order after `afterSourceId`. */
export async function pageUnsighted(
  db: Reader,
  query: {
    readonly migrationId: MigrationId;
    readonly entityType: MappedType;
    readonly runId: RunId;
    readonly kind: SightingKind;
    readonly afterSourceId: string;
    readonly limit: number;
  },
): Promise<readonly Mapped[]> {
  const rows = await db
    .selectFrom('zephyr_to_qtest_id_map as mapped')
    .selectAll('mapped')
    .where('mapped.migration_id', '=', query.migrationId)
    .where('mapped.entity_type', '=', query.entityType)
    .where('mapped.state', '=', 'created')
    .where('mapped.source_id', '>', query.afterSourceId)
    .where(({ selectFrom, not, exists }) =>
      not(
        exists(
          selectFrom('target_sightings as seen')
            .select('seen.target_id')
            .where('seen.run_id', '=', query.runId)
            .where('seen.kind', '=', query.kind)
            .whereRef('seen.target_id', '=', 'mapped.target_id'),
        ),
      ),
    )
    .orderBy('mapped.source_id')
    .limit(query.limit)
    .execute();
  return rows.map(toMapped);
}
