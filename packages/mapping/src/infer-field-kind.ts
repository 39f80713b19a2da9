import type { CustomFieldValue, FieldKind, FieldProfile } from '@z2q/contracts';
import { emptyProfile, MAX_LINE_LENGTH, profileValue } from './field-profile.ts';

/** What a custom field has to be on the target so that every value seen in it fits; Zephyr does not tell its type. */
export function inferFieldKind({ seen, maxLength, isCapped }: FieldProfile): FieldKind {
  const all = seen.text + seen.number + seen.boolean + seen.list;
  if (all > 0 && seen.list === all && !isCapped) return 'multi-choice';
  if (all > 0 && seen.boolean === all) return 'checkbox';
  if (all > 0 && seen.number === all) return 'number';
  if (all > 0 && seen.date === all) return 'date';
  return seen.rich > 0 || maxLength > MAX_LINE_LENGTH || seen.list > 0 ? 'rich-text' : 'text';
}

/** The same for a single value, where no profile was made. */
export const inferKindOfValue = (value: CustomFieldValue): FieldKind =>
  inferFieldKind(profileValue(emptyProfile('test-cases', ''), value));
