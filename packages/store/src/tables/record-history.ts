import { type EntityType, type FailureCode, StagePhase } from '@z2q/contracts';
import type { InMigration } from '../in-run.ts';
import type { Reader } from '../store.ts';
import { marksOf, type RecordMark } from './records.ts';
import { listRunsOf, type Run } from './runs.ts';

/** What one run did with a record. */
export type RecordInRun = {
  readonly run: Run;
  readonly sourceKey: string | null;
  readonly marks: readonly RecordMark[];
  readonly skipReason: string | null;
  readonly failures: readonly {
    readonly phase: StagePhase;
    readonly code: FailureCode;
    readonly message: string;
    readonly attempts: number;
    readonly at: string;
  }[];
};

/** The runs that had a record, of the newest `most` runs of the migration, oldest first. */
export async function listRecordHistory(
  db: InMigration<Reader>,
  type: EntityType,
  sourceId: string,
  most: number,
): Promise<readonly RecordInRun[]> {
  const runs = (await listRunsOf(db, db.migrationId)).slice(-most);
  const runIds = db
    .selectFrom('runs')
    .select('id')
    .where('migration_id', '=', db.migrationId)
    .orderBy('created_at', 'desc')
    .limit(most);
  const rows = await db
    .selectFrom('run_records')
    .select(['run_id', 'source_key', 'progress', 'skip_reason'])
    .where('run_id', 'in', runIds)
    .where('entity_type', '=', type)
    .where('source_id', '=', sourceId)
    .execute();
  const failures = await db
    .selectFrom('record_failures')
    .select(['run_id', 'source_key', 'phase', 'code', 'message', 'attempts', 'at'])
    .where('run_id', 'in', runIds)
    // All of them, so that SQLite looks each row up by the whole key.
    .where('phase', 'in', StagePhase.options)
    .where('entity_type', '=', type)
    .where('source_id', '=', sourceId)
    .execute();
  return runs.flatMap((run) => {
    const row = rows.find((each) => each.run_id === run.id);
    const failed = failures.filter((each) => each.run_id === run.id);
    if (row === undefined && failed.length === 0) return [];
    return [
      {
        run,
        sourceKey: row?.source_key ?? failed[0]?.source_key ?? null,
        marks: marksOf(row?.progress ?? 0),
        skipReason: row?.skip_reason ?? null,
        failures: failed.map(({ run_id: _, source_key: __, phase, code, ...rest }) => ({
          ...rest,
          phase: phase as StagePhase,
          code: code as FailureCode,
        })),
      },
    ];
  });
}
