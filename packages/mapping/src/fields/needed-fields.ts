import type { FieldKind, FieldObject, FieldProfile, MappingFile } from '@z2q/contracts';
import { foldLabel } from '../text/fold-label.ts';
import { CUSTOM_FIELD_PREFIX, customFieldLabel } from './custom-field-label.ts';
import { dataTypeOf } from './data-type.ts';
import { fieldKindOf } from './field-kinds.ts';
import { isSingleChoice } from './field-profile.ts';
import { STANDARD_FIELDS, type StandardField } from './standard-fields.ts';
import { ZEPHYR_DETAILS_FIELD, ZEPHYR_KEY_FIELD } from './well-known-fields.ts';

/** A field that the target needs, with at least these choices, so that every value has a place. */
export type NeededField = {
  readonly object: FieldObject;
  readonly label: string;
  readonly kind: FieldKind;
  /** Data type for creating the field. An existing field keeps its own. */
  readonly dataType: number;
  readonly choices: readonly string[];
};

const OWN: readonly Pick<NeededField, 'object' | 'label' | 'kind'>[] = [
  { object: 'test-cases', label: ZEPHYR_KEY_FIELD, kind: 'text' },
  { object: 'test-suites', label: ZEPHYR_KEY_FIELD, kind: 'text' },
  { object: 'test-suites', label: ZEPHYR_DETAILS_FIELD, kind: 'rich-text' },
  { object: 'test-runs', label: ZEPHYR_KEY_FIELD, kind: 'text' },
  { object: 'test-runs', label: ZEPHYR_DETAILS_FIELD, kind: 'rich-text' },
];

/** Lists the migration's own fields, and one for each profiled field with a value. Labels are unique within an object. */
export function neededFields(
  profiles: readonly FieldProfile[],
  mapping: MappingFile,
): readonly NeededField[] {
  const needed = new Map<string, NeededField>();
  const seen = profiles.filter(({ seen }) => seen.text + seen.number + seen.boolean + seen.list > 0);
  const own = OWN.map((field) => ({ ...field, dataType: dataTypeOf(field.kind), choices: [] }));
  for (const field of [...own, ...seen.map((profile) => toNeeded(profile, mapping)).sort(standardFirst)]) {
    const key = `${field.object}|${foldLabel(field.label)}`;
    if (field.label.trim() !== '' && !needed.has(key)) needed.set(key, field);
  }
  return [...needed.values()].map(({ object, label, kind, dataType, choices }) => ({
    object,
    label,
    kind,
    dataType,
    choices,
  }));
}

type Candidate = NeededField & { readonly isStandard?: boolean };

const standardFirst = (left: Candidate, right: Candidate): number =>
  Number(right.isStandard) - Number(left.isStandard);

function toNeeded(profile: FieldProfile, mapping: MappingFile): Candidate {
  const { object, field } = profile;
  const standard = STANDARD_FIELDS.find((row) => row.object === object && row.source === field);
  const kind = standard === undefined && isSingleChoice(profile) ? 'choice' : fieldKindOf(profile);
  return {
    object,
    label:
      standard === undefined
        ? customFieldLabel(field.slice(CUSTOM_FIELD_PREFIX.length), mapping)
        : (mapping.fields[standard.label] ?? standard.label),
    kind,
    dataType: dataTypeOf(kind),
    choices: choicesOf(profile, kind, standard, mapping),
    isStandard: standard !== undefined,
  };
}

function choicesOf(
  { distinct }: FieldProfile,
  kind: FieldKind,
  standard: StandardField | undefined,
  mapping: MappingFile,
): readonly string[] {
  if (kind === 'checkbox') return ['true', 'false'];
  if (kind !== 'choice' && kind !== 'multi-choice') return [];
  const renames = standard?.renamedBy === undefined ? {} : mapping[standard.renamedBy];
  const names = distinct.map((name) => (Object.hasOwn(renames, name) ? (renames[name] ?? name) : name));
  return withoutRepeats(names);
}

/** Names that differ only in spelling become one choice, the first: a site may refuse a list with both. */
function withoutRepeats(names: readonly string[]): readonly string[] {
  const bySpelling = new Map<string, string>();
  for (const name of names) {
    const spelling = foldLabel(name);
    if (spelling !== '' && !bySpelling.has(spelling)) bySpelling.set(spelling, name.trim());
  }
  return [...bySpelling.values()];
}
