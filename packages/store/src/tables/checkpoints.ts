import type { CheckpointItem, RunId, StagePhase, StageType } from '@z2q/contracts';
import type { Reader } from '../store.ts';

/** `cursor` is `{phase}|{entityType}|{batch}` of the last item given. */
export async function pageCheckpoints(
  db: Reader,
  runId: RunId,
  limit: number,
  cursor: string | null,
): Promise<readonly CheckpointItem[]> {
  const [phase = '', type = '', batch = '0'] = cursor?.split('|') ?? [];
  const rows = await db
    .selectFrom('entity_batch_state')
    .select(['phase', 'entity_type', 'batch', 'state', 'size', 'attempts', 'updated_at'])
    .where('run_id', '=', runId)
    .$if(cursor !== null, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('phase', 'entity_type', 'batch'), '>', tuple(phase, type, Number(batch))),
      ),
    )
    .orderBy('phase')
    .orderBy('entity_type')
    .orderBy('batch')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    phase: row.phase as StagePhase,
    entityType: row.entity_type as StageType,
    batch: row.batch,
    state: row.state as CheckpointItem['state'],
    size: row.size,
    attempts: row.attempts,
    updatedAt: row.updated_at,
  }));
}
