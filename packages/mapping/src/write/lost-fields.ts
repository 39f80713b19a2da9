import type { PropertyWrite, TargetField } from '@z2q/contracts';
import { foldLabel } from '../text/fold-label.ts';

/** Values as written, and the fields that they were written to. */
type Held = {
  readonly properties?: readonly PropertyWrite[] | undefined;
  readonly fields: readonly TargetField[];
};

/**
 * Whether a value of a loaded record has lost its field and can be written to another field with the same
 * label: somebody has deleted or renamed the field, and another one was created since.
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

/**
 * The body without values whose fields no longer exist on the target. That these are missing is not an edit
 * of the object.
 */
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
