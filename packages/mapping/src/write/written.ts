import type { LedgerEntry, PropertyRead, PropertyWrite } from '@z2q/contracts';

/** A request body, and the ledger entries that building it gave (see `withLateEntries`). */
export type Written<Write> = {
  readonly write: Write;
  readonly late: readonly LedgerEntry[];
  /** Ids of fields that hold no source value, see `fillRequired`. */
  readonly filled: ReadonlySet<number>;
  /** Labels of required fields without a value. If there are any the body must not be sent. */
  readonly unfilled: readonly string[];
};

/** The body without values that only a required field needs: users may change those. */
export const withoutFilled = <Write extends { readonly properties?: readonly PropertyWrite[] }>({
  write,
  filled,
}: Written<Write>): Write =>
  write.properties === undefined
    ? write
    : { ...write, properties: write.properties.filter(({ field_id }) => !filled.has(field_id)) };

/**
 * The body of an update. Of the values that only a required field needs, it contains those that the object
 * lacks. If the answer shows no field at all, none counts as lacking.
 */
export function withFillings<Write extends { readonly properties?: readonly PropertyWrite[] }>(
  { write, filled }: Written<Write>,
  { properties: shown = [] }: { readonly properties?: readonly PropertyRead[] },
): Write {
  if (write.properties === undefined) return write;
  const isLacking = (fieldId: number): boolean =>
    shown.length > 0 &&
    !shown.some((property) => property.fieldId === fieldId && (property.value ?? '') !== '');
  const properties = write.properties.filter(({ field_id }) => !filled.has(field_id) || isLacking(field_id));
  return { ...write, properties };
}

/** Adds values to a body. */
export const withProperties = <Write extends { readonly properties?: readonly PropertyWrite[] }>(
  written: Written<Write>,
  more: readonly PropertyWrite[],
): Written<Write> =>
  more.length === 0
    ? written
    : { ...written, write: { ...written.write, properties: [...(written.write.properties ?? []), ...more] } };
