import type { RunId } from '@z2q/contracts';
import { sql } from 'kysely';
import { byRows } from '../in-chunks.ts';
import type { Reader, Writer } from '../store.ts';

export type RequestCountRow = { run_id: string; side: string; route: string; outcome: string; count: number };

/** How many requests a run made, by side, route pattern and outcome (status code or error code). */
export type RequestCount = {
  readonly side: 'source' | 'target';
  readonly route: string;
  readonly outcome: string;
  readonly count: number;
};

export async function addRequestCounts(
  tx: Writer,
  runId: RunId,
  counts: readonly RequestCount[],
): Promise<void> {
  const rows = counts.map(({ side, route, outcome, count }) => ({
    run_id: runId,
    side,
    route,
    outcome,
    count,
  }));
  await byRows(rows, (some) =>
    tx
      .insertInto('request_counts')
      .values(some)
      .onConflict((conflict) =>
        conflict
          .columns(['run_id', 'side', 'route', 'outcome'])
          .doUpdateSet({ count: sql<number>`request_counts.count + excluded.count` }),
      )
      .execute(),
  );
}

export async function listRequestCounts(db: Reader, runId: RunId): Promise<readonly RequestCount[]> {
  const rows = await db.selectFrom('request_counts').selectAll().where('run_id', '=', runId).execute();
  return rows.map((row) => ({
    side: row.side as RequestCount['side'],
    route: row.route,
    outcome: row.outcome,
    count: row.count,
  }));
}
