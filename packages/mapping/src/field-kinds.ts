import type { FieldKind, FieldProfile } from '@z2q/contracts';
import type { FieldKindLookup } from './context.ts';
import { inferFieldKind } from './infer-field-kind.ts';
import { keyOf } from './observe-fields.ts';
import { STANDARD_FIELDS } from './standard-fields.ts';

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
  const kinds = new Map(profiles.map((profile) => [keyOf(profile), fieldKindOf(profile)]));
  return (object, field) => kinds.get(keyOf({ object, field }));
}
