import type { EntityType, MigrationId, RunId } from '@z2q/contracts';
import type { Batchable } from '@z2q/pipeline';
import { sql } from 'kysely';
import type { Reader, Writer } from '../store.ts';
import { groupOfExecution } from './batch-groups.ts';
import { addToCount } from './records.ts';
import { isSeen } from './seen.ts';
import { STAGED_TABLES } from './staged.ts';

export type StagedScope = {
  readonly migrationId: MigrationId;
  /** The run that listed them; `newest`: those that the newest whole listing has; null: all ever listed. */
  readonly runId: RunId | 'newest' | null;
};

const TABLES = { ...STAGED_TABLES, folder: 'zephyr_folders', attachment: 'zephyr_attachments' } as const;
const KEY_COLUMNS = { folder: 'path', attachment: 'name' } as const;

/**
 * Every staged record of a type in the order batches are cut: folders level by level, cases and cycles folder by folder,
 * executions test run by test run and oldest first. A stream, because a project may have a million of them.
 */
export async function* streamStaged(
  db: Reader,
  type: EntityType,
  scope: StagedScope,
): AsyncGenerator<Batchable> {
  if (type === 'folder') yield* streamFolders(db, scope);
  else if (type === 'test_execution') yield* streamExecutions(db, scope);
  else yield* streamOthers(db, type, scope);
}

async function* streamFolders(db: Reader, scope: StagedScope): AsyncGenerator<Batchable> {
  const rows = db
    .selectFrom('zephyr_folders')
    .select(['source_id', 'depth'])
    .where('migration_id', '=', scope.migrationId)
    .where(isSeen('folder', scope))
    .orderBy('depth')
    .orderBy('folder_type')
    .orderBy('parent_id')
    .orderBy('position')
    .orderBy('source_id')
    .stream();
  for await (const row of rows) yield { sourceId: row.source_id, group: row.source_id, level: row.depth };
}

async function* streamExecutions(db: Reader, scope: StagedScope): AsyncGenerator<Batchable> {
  const rows = db
    .selectFrom('zephyr_test_executions')
    .select(['source_id', 'cycle_id', 'test_case_key', 'environment_id'])
    .where('migration_id', '=', scope.migrationId)
    .where(isSeen('test_execution', scope))
    .orderBy('cycle_id')
    .orderBy('test_case_key')
    .orderBy('environment_id')
    .orderBy('actual_end')
    .orderBy((eb) => eb.cast<number>('source_id', 'integer'))
    .stream();
  for await (const row of rows) {
    yield { sourceId: row.source_id, group: groupOfExecution(row), level: 0 };
  }
}

async function* streamOthers(
  db: Reader,
  type: Exclude<EntityType, 'folder' | 'test_execution'>,
  scope: StagedScope,
): AsyncGenerator<Batchable> {
  const rows = db
    .selectFrom(TABLES[type])
    .select('source_id')
    .where('migration_id', '=', scope.migrationId)
    .where(isSeen(type, scope))
    .$if(type !== 'attachment', (query) =>
      query.orderBy(sql.ref('folder_id')).orderBy((eb) => eb.cast<number>('source_id', 'integer')),
    )
    .orderBy('source_id')
    .stream();
  for await (const row of rows) yield { sourceId: row.source_id, group: row.source_id, level: 0 };
}

/** Makes every staged record known to a run, so that it is counted. */
export async function addStagedRecords(
  tx: Writer,
  runId: RunId,
  type: EntityType,
  scope: StagedScope,
): Promise<void> {
  const key = type in KEY_COLUMNS ? KEY_COLUMNS[type as keyof typeof KEY_COLUMNS] : 'source_key';
  const result = await sql`
    insert into run_records (run_id, entity_type, source_id, source_key, progress)
    select ${runId}, ${type}, source_id, ${sql.ref(key)}, 0 from ${sql.table(TABLES[type])}
    where migration_id = ${scope.migrationId} and ${isSeen(type, scope)}
    on conflict do nothing`.execute(tx);
  await addToCount(tx, runId, type, 'source', Number(result.numAffectedRows ?? 0n));
}
