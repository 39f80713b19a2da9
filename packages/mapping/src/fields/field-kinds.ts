import type { FieldKind, FieldObject, FieldProfile } from '@z2q/contracts';
import { inferFieldKind, profileKey } from './field-profile.ts';
import { STANDARD_FIELDS } from './standard-fields.ts';

/** What a field has to be on the target, by its ledger name (`labels`, `customFields.Team`); undefined: no value of it was seen. */
export type FieldKindLookup = (object: FieldObject, sourceField: string) => FieldKind | undefined;

/** Kind of a field by the tables, or by what was seen in it when it is a custom field. Too many choices make it a text. */
export function fieldKindOf(profile: FieldProfile): FieldKind {
  const standard = STANDARD_FIELDS.find(
    ({ object, source }) => object === profile.object && source === profile.field,
  );
  if (standard === undefined) return inferFieldKind(profile);
  const isList = standard.kind === 'choice' || standard.kind === 'multi-choice';
  return isList && profile.isCapped ? 'rich-text' : standard.kind;
}

/** The look-up the mappers want, from the profiles of a whole project. */
export function toFieldKinds(profiles: readonly FieldProfile[]): FieldKindLookup {
  const kinds = new Map(profiles.map((profile) => [profileKey(profile), fieldKindOf(profile)]));
  return (object, field) => kinds.get(profileKey({ object, field }));
}
