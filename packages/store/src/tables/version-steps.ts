import { byIds, byRows, lastOfEach, replacing } from '../in-chunks.ts';
import type { InMigration } from '../in-run.ts';
import type { Reader, Writer } from '../store.ts';

export type TestStepsRow = {
  migration_id: string;
  test_case_id: number;
  version_id: number;
  step_ids: string;
};

/** Ids of the steps of a test case version, in order. Test logs refer to steps by them. */
export type VersionSteps = {
  readonly testCaseId: number;
  readonly versionId: number;
  readonly stepIds: readonly number[];
};

export async function saveVersionSteps(
  tx: InMigration<Writer>,
  steps: readonly VersionSteps[],
): Promise<void> {
  const rows = steps.map(({ testCaseId, versionId, stepIds }) => ({
    migration_id: tx.migrationId,
    test_case_id: testCaseId,
    version_id: versionId,
    step_ids: JSON.stringify(stepIds),
  }));
  await byRows(
    lastOfEach(rows, (row) => row.test_case_id),
    (some) =>
      tx
        .insertInto('qtest_test_steps')
        .values(some)
        .onConflict((conflict) =>
          conflict.columns(['migration_id', 'test_case_id']).doUpdateSet(replacing('version_id', 'step_ids')),
        )
        .execute(),
  );
}

export async function getVersionSteps(
  db: InMigration<Reader>,
  testCaseIds: readonly number[],
): Promise<ReadonlyMap<number, VersionSteps>> {
  const rows = await byIds(testCaseIds, (some) =>
    db
      .selectFrom('qtest_test_steps')
      .selectAll()
      .where('migration_id', '=', db.migrationId)
      .where('test_case_id', 'in', some)
      .execute(),
  );
  return new Map(
    rows.map((row) => [
      row.test_case_id,
      {
        testCaseId: row.test_case_id,
        versionId: row.version_id,
        stepIds: JSON.parse(row.step_ids) as number[],
      },
    ]),
  );
}
