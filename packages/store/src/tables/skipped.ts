import type { EntityType, RunId } from '@z2q/contracts';
import type { Reader } from '../store.ts';
import type { RecordName } from './records.ts';

export type SkippedRecord = RecordName & { readonly entityType: EntityType; readonly reason: string };

/** Skipped records of a run by type and id, a page at a time, after the last one given. */
export async function pageSkipped(
  db: Reader,
  runId: RunId,
  after: Pick<SkippedRecord, 'entityType' | 'sourceId'> | null,
  limit: number,
): Promise<readonly SkippedRecord[]> {
  const rows = await db
    .selectFrom('run_records')
    .select(['entity_type', 'source_id', 'source_key', 'skip_reason'])
    .where('run_id', '=', runId)
    .where('skip_reason', 'is not', null)
    .$if(after !== null, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('entity_type', 'source_id'), '>', tuple(after?.entityType ?? '', after?.sourceId ?? '')),
      ),
    )
    .orderBy('entity_type')
    .orderBy('source_id')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    entityType: row.entity_type as EntityType,
    sourceId: row.source_id,
    sourceKey: row.source_key,
    reason: row.skip_reason ?? '',
  }));
}
