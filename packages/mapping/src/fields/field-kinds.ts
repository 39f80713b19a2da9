import type { FieldKind, FieldObject, FieldProfile } from '@z2q/contracts';
import { inferFieldKind, profileKey } from './field-profile.ts';
import { STANDARD_FIELDS } from './standard-fields.ts';

/**
 * Finds the kind that a field needs on the target, by its ledger name (`labels`, `customFields.Team`); undefined: no
 * value of the field was seen.
 */
export type FieldKindLookup = (object: FieldObject, sourceField: string) => FieldKind | undefined;

/** Kind of a field: from the field tables, or for a custom field from its values. A list with too many choices becomes a text. */
export function fieldKindOf(profile: FieldProfile): FieldKind {
  const standard = STANDARD_FIELDS.find(
    ({ object, source }) => object === profile.object && source === profile.field,
  );
  if (standard === undefined) return inferFieldKind(profile);
  const isList = standard.kind === 'choice' || standard.kind === 'multi-choice';
  return isList && profile.isCapped ? 'rich-text' : standard.kind;
}

/** Builds the look-up from the profiles of a whole project. */
export function toFieldKinds(profiles: readonly FieldProfile[]): FieldKindLookup {
  const kinds = new Map(profiles.map((profile) => [profileKey(profile), fieldKindOf(profile)]));
  return (object, field) => kinds.get(profileKey({ object, field }));
}
