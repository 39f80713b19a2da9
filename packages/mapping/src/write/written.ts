import type { LedgerEntry, PropertyWrite } from '@z2q/contracts';

/** A request body, and what the ledger learns from making it (see `withLateEntries`). */
export type Written<Write> = {
  readonly write: Write;
  readonly late: readonly LedgerEntry[];
  /** Fields in it that hold nothing of the source, see `fillRequired`. */
  readonly filled: ReadonlySet<number>;
  /** Labels of fields that the project requires and that have no value, so that it must not be sent. */
  readonly unfilled: readonly string[];
};

/** A body as far as the source goes: what stands in a field because the project requires it is for people to correct. */
export const withoutFilled = <Write extends { readonly properties?: readonly PropertyWrite[] }>({
  write,
  filled,
}: Written<Write>): Write =>
  write.properties === undefined
    ? write
    : { ...write, properties: write.properties.filter(({ field_id }) => !filled.has(field_id)) };

/** A body with a few more values in it. */
export const withProperties = <Write extends { readonly properties?: readonly PropertyWrite[] }>(
  written: Written<Write>,
  more: readonly PropertyWrite[],
): Written<Write> =>
  more.length === 0
    ? written
    : { ...written, write: { ...written.write, properties: [...(written.write.properties ?? []), ...more] } };
