import { byIds, byRows, replacing } from '../in-chunks.ts';
import type { InMigration } from '../in-run.ts';
import type { Reader, Writer } from '../store.ts';

/** The mapping that an execution was last transformed with, or that was found to give the same result. */
export type ExecutionMappingRow = { migration_id: string; source_id: string; mapping_hash: string };

export async function noteMapping(
  tx: InMigration<Writer>,
  executionIds: readonly string[],
  mappingHash: string,
): Promise<void> {
  const rows = [...new Set(executionIds)].map((sourceId) => ({
    migration_id: tx.migrationId,
    source_id: sourceId,
    mapping_hash: mappingHash,
  }));
  await byRows(rows, (some) =>
    tx
      .insertInto('qtest_execution_mappings')
      .values(some)
      .onConflict((conflict) =>
        conflict.columns(['migration_id', 'source_id']).doUpdateSet(replacing('mapping_hash')),
      )
      .execute(),
  );
}

/** Hash of the mapping for each execution. Executions that an earlier release transformed are left out. */
export async function getMappingHashes(
  db: InMigration<Reader>,
  executionIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await byIds(executionIds, (some) =>
    db
      .selectFrom('qtest_execution_mappings')
      .select(['source_id', 'mapping_hash'])
      .where('migration_id', '=', db.migrationId)
      .where('source_id', 'in', some)
      .execute(),
  );
  return new Map(rows.map((row) => [row.source_id, row.mapping_hash]));
}
