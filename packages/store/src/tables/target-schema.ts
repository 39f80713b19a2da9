import type { FieldObject, MigrationId } from '@z2q/contracts';
import type { Reader, Writer } from '../store.ts';

/** What the target project offers, as it was read when loading began, and what we added to it. */
export type StoredField = {
  readonly object: FieldObject;
  readonly fieldId: number;
  readonly definition: unknown;
  readonly isMadeByUs: boolean;
};
export type StoredStatuses = { readonly targetId: number; readonly name: string; readonly statuses: unknown };

export async function saveTargetProject(
  tx: Writer,
  migrationId: MigrationId,
  project: StoredStatuses,
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
): Promise<StoredStatuses | undefined> {
  const row = await db
    .selectFrom('qtest_projects')
    .selectAll()
    .where('migration_id', '=', migrationId)
    .executeTakeFirst();
  return row && { targetId: row.target_id, name: row.name, statuses: JSON.parse(row.statuses) };
}

/** A field once made by us stays ours, however often its definition is read again. */
export async function saveField(tx: Writer, migrationId: MigrationId, field: StoredField): Promise<void> {
  const definition = JSON.stringify(field.definition);
  await tx
    .insertInto('qtest_fields')
    .values({
      migration_id: migrationId,
      object: field.object,
      field_id: field.fieldId,
      definition,
      is_made_by_us: field.isMadeByUs ? 1 : 0,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['migration_id', 'object', 'field_id'])
        .doUpdateSet(field.isMadeByUs ? { definition, is_made_by_us: 1 } : { definition }),
    )
    .execute();
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
    fieldId: row.field_id,
    definition: JSON.parse(row.definition),
    isMadeByUs: row.is_made_by_us === 1,
  }));
}

export async function forgetField(
  tx: Writer,
  migrationId: MigrationId,
  object: FieldObject,
  fieldId: number,
): Promise<void> {
  for (const table of ['qtest_fields', 'qtest_field_values'] as const) {
    await tx
      .deleteFrom(table)
      .where('migration_id', '=', migrationId)
      .where('object', '=', object)
      .where('field_id', '=', fieldId)
      .execute();
  }
}

export type AddedValue = {
  readonly object: FieldObject;
  readonly fieldId: number;
  readonly valueId: number;
  readonly label: string;
};

/** Choices that we added to fields that were there before. */
export async function saveAddedValues(
  tx: Writer,
  migrationId: MigrationId,
  values: readonly AddedValue[],
): Promise<void> {
  for (const value of values) {
    await tx
      .insertInto('qtest_field_values')
      .values({
        migration_id: migrationId,
        object: value.object,
        field_id: value.fieldId,
        value_id: value.valueId,
        label: value.label,
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}

export async function listAddedValues(db: Reader, migrationId: MigrationId): Promise<readonly AddedValue[]> {
  const rows = await db
    .selectFrom('qtest_field_values')
    .selectAll()
    .where('migration_id', '=', migrationId)
    .execute();
  return rows.map((row) => ({
    object: row.object as FieldObject,
    fieldId: row.field_id,
    valueId: row.value_id,
    label: row.label,
  }));
}

export async function forgetAddedValue(
  tx: Writer,
  migrationId: MigrationId,
  value: Pick<AddedValue, 'object' | 'fieldId' | 'valueId'>,
): Promise<void> {
  await tx
    .deleteFrom('qtest_field_values')
    .where('migration_id', '=', migrationId)
    .where('object', '=', value.object)
    .where('field_id', '=', value.fieldId)
    .where('value_id', '=', value.valueId)
    .execute();
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
  for (const { testCaseId, versionId, stepIds } of steps) {
    const row = { version_id: versionId, step_ids: JSON.stringify(stepIds) };
    await tx
      .insertInto('qtest_test_steps')
      .values({ ...row, migration_id: migrationId, test_case_id: testCaseId })
      .onConflict((conflict) => conflict.columns(['migration_id', 'test_case_id']).doUpdateSet(row))
      .execute();
  }
}

export async function getVersionSteps(
  db: Reader,
  migrationId: MigrationId,
  testCaseIds: readonly number[],
): Promise<ReadonlyMap<number, VersionSteps>> {
  if (testCaseIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('qtest_test_steps')
    .selectAll()
    .where('migration_id', '=', migrationId)
    .where('test_case_id', 'in', [...new Set(testCaseIds)])
    .execute();
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
