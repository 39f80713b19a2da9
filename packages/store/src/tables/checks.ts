import type { EntityType } from '@z2q/contracts';
import type { InRun } from '../in-run.ts';
import type { Reader, Writer } from '../store.ts';

export type CheckRow = {
  run_id: string;
  entity_type: string;
  name: string;
  checked: number;
  wrong: number;
};

/** A comparison between phases or sides, for the report. */
export type Check = {
  readonly entityType: EntityType;
  /** One of the report's check names. */
  readonly name: string;
  /** Records, relations or files that were compared. */
  readonly checked: number;
  readonly wrong: number;
};

export async function saveCheck(tx: InRun<Writer>, check: Check): Promise<void> {
  const row = { checked: check.checked, wrong: check.wrong };
  await tx
    .insertInto('run_checks')
    .values({ ...row, run_id: tx.runId, entity_type: check.entityType, name: check.name })
    .onConflict((conflict) => conflict.columns(['run_id', 'entity_type', 'name']).doUpdateSet(row))
    .execute();
}

export async function listChecks(db: InRun<Reader>): Promise<readonly Check[]> {
  const rows = await db
    .selectFrom('run_checks')
    .selectAll()
    .where('run_id', '=', db.runId)
    .orderBy('entity_type')
    .orderBy('name')
    .execute();
  return rows.map((row) => ({
    entityType: row.entity_type as EntityType,
    name: row.name,
    checked: row.checked,
    wrong: row.wrong,
  }));
}

/** Adds to a check that is counted page by page. */
export async function addToCheck(tx: InRun<Writer>, check: Check): Promise<void> {
  await tx
    .insertInto('run_checks')
    .values({
      run_id: tx.runId,
      entity_type: check.entityType,
      name: check.name,
      checked: check.checked,
      wrong: check.wrong,
    })
    .onConflict((conflict) =>
      conflict.columns(['run_id', 'entity_type', 'name']).doUpdateSet((eb) => ({
        checked: eb('run_checks.checked', '+', check.checked),
        wrong: eb('run_checks.wrong', '+', check.wrong),
      })),
    )
    .execute();
}
