import type { FieldObject, MigrationId, TargetField, TargetStatus } from '@z2q/contracts';
import { byIds, byRows, lastOfEach, replacing } from '../in-chunks.ts';
import type { Reader, Writer } from '../store.ts';

/** What the target project offers, as it was read when loading began. */
export type StoredField = { readonly object: FieldObject; readonly definition: TargetField };
export type StoredProject = {
  readonly targetId: number;
  readonly name: string;
  readonly statuses: readonly TargetStatus[];
};

export async function saveTargetProject(
  tx: Writer,
  migrationId: MigrationId,
  project: StoredProject,
): Promise<void> {
  const row = { target_id: project.targetId, name: project.name, statuses: JSON.stringify(project.statuses) };
  await tx
    .insertInto('qtest_projects')
    .values({ ...row, migration_id: migrationId })
    .onConflict((conflict) => conflict.column('migration_id').doUpdateSet(row))
    .execute();
}

export async function findTargetProject(
  db: Reader,
  migrationId: MigrationId,
): Promise<StoredProject | undefined> {
  const row = await db
    .selectFrom('qtest_projects')
    .selectAll()
    .where('migration_id', '=', migrationId)
    .executeTakeFirst();
  return row && { targetId: row.target_id, name: row.name, statuses: JSON.parse(row.statuses) };
}

/** Replaces what is known of the fields of the target. */
export async function saveFields(
  tx: Writer,
  migrationId: MigrationId,
  fields: readonly StoredField[],
): Promise<void> {
  await tx.deleteFrom('qtest_fields').where('migration_id', '=', migrationId).execute();
  for (const { object, definition } of fields) {
    await tx
      .insertInto('qtest_fields')
      .values({
        migration_id: migrationId,
        object,
        field_id: definition.id,
        definition: JSON.stringify(definition),
      })
      .execute();
  }
}

export async function listStoredFields(
  db: Reader,
  migrationId: MigrationId,
): Promise<readonly StoredField[]> {
  const rows = await db
    .selectFrom('qtest_fields')
    .selectAll()
    .where('migration_id', '=', migrationId)
    .execute();
  return rows.map((row) => ({
    object: row.object as FieldObject,
    definition: JSON.parse(row.definition),
  }));
}

/**
 * A field, or a choice of one, that the target did not have when this migration first looked. Committed before it is
 * made, so that after a crash it is known to be ours; rollback takes it away again.
 */
export type Addition = {
  readonly object: FieldObject;
  readonly fieldLabel: string;
  /** null: the field itself. */
  readonly valueLabel: string | null;
};

export async function saveAdditions(
  tx: Writer,
  migrationId: MigrationId,
  additions: readonly Addition[],
): Promise<void> {
  await byRows(additions, (some) =>
    tx
      .insertInto('qtest_additions')
      .values(some.map((addition) => ({ migration_id: migrationId, ...toAdditionKey(addition) })))
      .onConflict((conflict) => conflict.doNothing())
      .execute(),
  );
}

const toAdditionKey = ({ object, fieldLabel, valueLabel }: Addition) => ({
  object,
  field_label: fieldLabel,
  value_label: valueLabel ?? '',
});

export async function listAdditions(db: Reader, migrationId: MigrationId): Promise<readonly Addition[]> {
  const rows = await db
    .selectFrom('qtest_additions')
    .selectAll()
    .where('migration_id', '=', migrationId)
    .execute();
  return rows.map((row) => ({
    object: row.object as FieldObject,
    fieldLabel: row.field_label,
    valueLabel: row.value_label === '' ? null : row.value_label,
  }));
}

export async function forgetAdditions(
  tx: Writer,
  migrationId: MigrationId,
  additions: readonly Addition[],
): Promise<void> {
  await byRows(additions, (some) =>
    tx
      .deleteFrom('qtest_additions')
      .where('migration_id', '=', migrationId)
      .where((eb) => eb.or(some.map((addition) => eb.and(toAdditionKey(addition)))))
      .execute(),
  );
}

/** Ids of the steps of a test case's version, in order: logs name steps by them. */
export type VersionSteps = {
  readonly testCaseId: number;
  readonly versionId: number;
  readonly stepIds: readonly number[];
};

export async function saveVersionSteps(
  tx: Writer,
  migrationId: MigrationId,
  steps: readonly VersionSteps[],
): Promise<void> {
  const rows = steps.map(({ testCaseId, versionId, stepIds }) => ({
    migration_id: migrationId,
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
  db: Reader,
  migrationId: MigrationId,
  testCaseIds: readonly number[],
): Promise<ReadonlyMap<number, VersionSteps>> {
  const rows = await byIds(testCaseIds, (some) =>
    db
      .selectFrom('qtest_test_steps')
      .selectAll()
      .where('migration_id', '=', migrationId)
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
