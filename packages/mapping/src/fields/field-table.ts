import type { FieldKind, LedgerCode, MappingFile } from '@z2q/contracts';

/** Tables of the mapping file that rename values. */
export type RenameTable = keyof Pick<MappingFile, 'testCaseStatus' | 'priority' | 'executionStatus'>;

export type Destination =
  /** An id that only the source uses; the id map keeps it. */
  | { readonly to: 'id-map' }
  /** A property of the draft itself, which the mapper sets. */
  | { readonly to: 'own'; readonly property: string }
  /** A field of the target object, by label. */
  | {
      readonly to: 'field';
      readonly label: string;
      readonly kind: FieldKind;
      readonly renamedBy?: RenameTable;
    }
  /** A line in the details block. `code`: the ledger enters that this loses something. */
  | { readonly to: 'details'; readonly label: string; readonly code?: LedgerCode };

/** Where a source field goes, and how its value reads as text if it is not text already. */
export type FieldRow<Value> = Destination & {
  readonly text?: (value: NonNullable<Value>) => string | readonly string[];
};

/** One row for every field of a source record: a table that omits one does not compile. */
export type FieldTable<Source> = { readonly [Field in keyof Source]-?: FieldRow<Source[Field]> };

export const toIdMap: Destination = { to: 'id-map' };
export const toOwn = (property: string): Destination => ({ to: 'own', property });

export function toField<Value>(
  label: string,
  kind: FieldKind,
  more: { readonly renamedBy?: RenameTable; readonly text?: FieldRow<Value>['text'] } = {},
): FieldRow<Value> {
  return { to: 'field', label, kind, ...more } as FieldRow<Value>;
}

export function toDetails<Value>(
  label: string,
  more: { readonly code?: LedgerCode; readonly text?: FieldRow<Value>['text'] } = {},
): FieldRow<Value> {
  return { to: 'details', label, ...more } as FieldRow<Value>;
}
