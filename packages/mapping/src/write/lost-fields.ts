import type { PropertyWrite, TargetField } from '@z2q/contracts';
import { foldLabel } from '../text/fold-label.ts';

/** The values of a record, and the fields that they are in. */
type Held = {
  readonly properties?: readonly PropertyWrite[] | undefined;
  readonly fields: readonly TargetField[];
};

/**
 * Whether a value of a loaded record went with its field, and a field of the same name can take it again: somebody has
 * deleted or renamed the field, and another one was made since.
 */
export function isRehomed(before: Held, now: Held): boolean {
  const lost = new Set(
    (before.properties ?? [])
      .filter(({ field_id }) => !isThere(now.fields, field_id))
      .flatMap((property) => labelOf(before.fields, property)),
  );
  return (
    lost.size > 0 &&
    (now.properties ?? []).some((property) => labelOf(now.fields, property).some((label) => lost.has(label)))
  );
}

/** The body without values whose fields are gone from the target: that they are missing there is nobody's edit. */
export const withoutLost = <Write extends { readonly properties?: readonly PropertyWrite[] }>(
  write: Write,
  fields: readonly TargetField[],
): Write =>
  write.properties === undefined
    ? write
    : { ...write, properties: write.properties.filter(({ field_id }) => isThere(fields, field_id)) };

const isThere = (fields: readonly TargetField[], fieldId: number): boolean =>
  fields.some(({ id, isActive }) => id === fieldId && isActive);

const labelOf = (fields: readonly TargetField[], { field_id }: PropertyWrite): readonly string[] =>
  fields.flatMap(({ id, label }) => (id === field_id ? [foldLabel(label)] : []));
