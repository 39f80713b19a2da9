import type { FieldObject } from '@z2q/contracts';
import { byRows } from '../in-chunks.ts';
import type { InMigration } from '../in-run.ts';
import type { Reader, Writer } from '../store.ts';

export type AdditionRow = { migration_id: string; object: string; field_label: string; value_label: string };

/**
 * A field, or a choice of a field, that the target lacked when this migration first looked. Committed before it is
 * created, so that after a crash it is known to be ours. A rollback removes it again.
 */
export type Addition = {
  readonly object: FieldObject;
  readonly fieldLabel: string;
  /** null: the field itself. */
  readonly valueLabel: string | null;
};

export async function saveAdditions(tx: InMigration<Writer>, additions: readonly Addition[]): Promise<void> {
  await byRows(additions, (some) =>
    tx
      .insertInto('qtest_additions')
      .values(some.map((addition) => ({ migration_id: tx.migrationId, ...toAdditionKey(addition) })))
      .onConflict((conflict) => conflict.doNothing())
      .execute(),
  );
}

const toAdditionKey = ({ object, fieldLabel, valueLabel }: Addition) => ({
  object,
  field_label: fieldLabel,
  value_label: valueLabel ?? '',
});

export async function listAdditions(db: InMigration<Reader>): Promise<readonly Addition[]> {
  const rows = await db
    .selectFrom('qtest_additions')
    .selectAll()
    .where('migration_id', '=', db.migrationId)
    .execute();
  return rows.map((row) => ({
    object: row.object as FieldObject,
    fieldLabel: row.field_label,
    valueLabel: row.value_label === '' ? null : row.value_label,
  }));
}

export async function forgetAdditions(
  tx: InMigration<Writer>,
  additions: readonly Addition[],
): Promise<void> {
  await byRows(additions, (some) =>
    tx
      .deleteFrom('qtest_additions')
      .where('migration_id', '=', tx.migrationId)
      .where((eb) => eb.or(some.map((addition) => eb.and(toAdditionKey(addition)))))
      .execute(),
  );
}
