import type { MappedType } from '@z2q/contracts';
import { byIds, byRows } from '../in-chunks.ts';
import type { InRun } from '../in-run.ts';
import type { Reader, Writer } from '../store.ts';

export type SightingRow = { run_id: string; kind: string; target_id: number };

/**
 * Why a target object is remembered: a listing showed it, a foreign run uses it, it holds a foreign object, or a dry
 * run would delete it.
 */
export type SightingKind = 'test_run' | 'occupied_run' | 'used_case' | `leaving_${MappedType}`;

/** Remembers target objects that a run came across, so that those it never saw can be read by id. */
export async function saveSightings(
  tx: InRun<Writer>,
  kind: SightingKind,
  targetIds: readonly number[],
): Promise<void> {
  const rows = targetIds.map((targetId) => ({ run_id: tx.runId, kind, target_id: targetId }));
  await byRows(rows, (some) =>
    tx
      .insertInto('target_sightings')
      .values(some)
      .onConflict((conflict) => conflict.doNothing())
      .execute(),
  );
}

/** Deletes the sightings of a kind, at most `limit` if it is given. */
export async function clearSightings(tx: InRun<Writer>, kind: SightingKind, limit?: number): Promise<void> {
  const sighted = tx
    .selectFrom('target_sightings')
    .select('target_id')
    .where('run_id', '=', tx.runId)
    .where('kind', '=', kind);
  await tx
    .deleteFrom('target_sightings')
    .where('run_id', '=', tx.runId)
    .where('kind', '=', kind)
    .$if(limit !== undefined, (query) => query.where('target_id', 'in', sighted.limit(limit ?? 0)))
    .execute();
}

/** Those of the given target ids that were sighted. */
export async function getSighted(
  db: InRun<Reader>,
  kind: SightingKind,
  targetIds: readonly number[],
): Promise<ReadonlySet<number>> {
  const rows = await byIds(targetIds, (some) =>
    db
      .selectFrom('target_sightings')
      .select('target_id')
      .where('run_id', '=', db.runId)
      .where('kind', '=', kind)
      .where('target_id', 'in', some)
      .execute(),
  );
  return new Set(rows.map((row) => row.target_id));
}
