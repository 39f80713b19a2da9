import type { EntityType, RunId } from '@z2q/contracts';
import type { Reader, Writer } from '../store.ts';

/** One thing that was compared between phases or sides, for the report. */
export type Check = {
  readonly entityType: EntityType;
  readonly name: string;
  readonly expected: number;
  readonly actual: number;
  readonly detail: string;
};

export async function saveCheck(tx: Writer, runId: RunId, check: Check): Promise<void> {
  const row = { expected: check.expected, actual: check.actual, detail: check.detail };
  await tx
    .insertInto('run_checks')
    .values({ ...row, run_id: runId, entity_type: check.entityType, name: check.name })
    .onConflict((conflict) => conflict.columns(['run_id', 'entity_type', 'name']).doUpdateSet(row))
    .execute();
}

export async function listChecks(db: Reader, runId: RunId): Promise<readonly Check[]> {
  const rows = await db
    .selectFrom('run_checks')
    .selectAll()
    .where('run_id', '=', runId)
    .orderBy('entity_type')
    .orderBy('name')
    .execute();
  return rows.map((row) => ({
    entityType: row.entity_type as EntityType,
    name: row.name,
    expected: row.expected,
    actual: row.actual,
    detail: row.detail,
  }));
}
