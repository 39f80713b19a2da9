import type { FieldObject } from '@z2q/contracts';
import { EXECUTION_FIELDS } from './execution-fields.ts';
import type { Destination, FieldRow } from './field-table.ts';
import { TEST_CASE_FIELDS } from './test-case-fields.ts';
import { TEST_CYCLE_FIELDS } from './test-cycle-fields.ts';

export type StandardField = Extract<Destination, { to: 'field' }> & {
  readonly object: FieldObject;
  /** Ledger name of the source field. */
  readonly source: string;
};

/** Every source field that the tables send to a target field of its own. */
export const STANDARD_FIELDS: readonly StandardField[] = [
  ...fieldsOf('test-cases', TEST_CASE_FIELDS),
  ...fieldsOf('test-suites', TEST_CYCLE_FIELDS),
  ...fieldsOf('test-runs', EXECUTION_FIELDS),
];

function fieldsOf(object: FieldObject, table: object): readonly StandardField[] {
  return (Object.entries(table) as [string, FieldRow<unknown>][]).flatMap(([source, row]) =>
    row.to === 'field' ? [{ ...row, object, source }] : [],
  );
}
