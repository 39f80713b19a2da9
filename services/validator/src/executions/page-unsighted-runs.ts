import type { BatchContext } from '@z2q/runtime';
import { getSighted, isCreated, type Mapped, pageMapped } from '@z2q/store';

const ROWS_A_PAGE = 5_000;

/**
 * Finds at most `limit` runs of the id map that no listing showed. Reads one page of the map at a time, since usually
 * all were shown. `next`: where to go on; null at the end.
 */
export async function pageUnsightedRuns(
  { store }: BatchContext,
  after: string,
  limit: number,
): Promise<{ readonly runs: readonly Mapped[]; readonly next: string | null }> {
  const rows = await pageMapped(store.read, 'test_run', after, ROWS_A_PAGE);
  const created = rows.filter(isCreated);
  const ids = created.map((run) => run.targetId);
  const sighted = await getSighted(store.read, 'test_run', ids);
  const unsighted = created.filter((run) => !sighted.has(run.targetId));
  const runs = unsighted.slice(0, limit);
  if (runs.length < unsighted.length) return { runs, next: runs.at(-1)?.sourceId ?? null };
  return { runs, next: rows.length < ROWS_A_PAGE ? null : (rows.at(-1)?.sourceId ?? null) };
}
