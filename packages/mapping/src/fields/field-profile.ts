import type { CustomFieldValue, FieldKind, FieldObject, FieldProfile } from '@z2q/contracts';
import { findDegraded } from '../text/find-degraded.ts';
import { foldLabel } from '../text/fold-label.ts';
import { isHtml } from '../text/html.ts';
import { isDay } from '../text/read-instant.ts';

/** Most distinct values that a profile remembers. A field with more is not a list of choices. */
export const MAX_DISTINCT_VALUES = 500;
/** Longest text that fits a one-line field or a choice. */
export const MAX_LINE_LENGTH = 255;

export const emptyProfile = (object: FieldObject, field: string): FieldProfile => ({
  object,
  field,
  seen: { text: 0, number: 0, boolean: 0, list: 0, date: 0, rich: 0 },
  maxLength: 0,
  distinct: [],
  isCapped: false,
});

/** Key of a field among the profiles of a project. */
export const profileKey = ({ object, field }: Pick<FieldProfile, 'object' | 'field'>): string =>
  `${object}|${field}`;

/** Adds a value to a profile. Empty values (null, empty text, empty list) change nothing. */
export function profileValue(profile: FieldProfile, value: CustomFieldValue): FieldProfile {
  if (value === null || value === '' || (typeof value === 'object' && value.length === 0)) return profile;
  return mergeProfiles(profile, profileOf(profile, value));
}

export function mergeProfiles(left: FieldProfile, right: FieldProfile): FieldProfile {
  const distinct = mergeDistinct(left.distinct, right.distinct);
  const inRun = right.inRun && {
    runId: right.inRun.runId,
    seen:
      left.inRun?.runId === right.inRun.runId
        ? addCounts(left.inRun.seen, right.inRun.seen)
        : right.inRun.seen,
  };
  return {
    object: left.object,
    field: left.field,
    seen: inRun ? maxCounts(left.seen, inRun.seen) : addCounts(left.seen, right.seen),
    ...(inRun && { inRun }),
    maxLength: Math.max(left.maxLength, right.maxLength),
    distinct: distinct.slice(0, MAX_DISTINCT_VALUES),
    isCapped: left.isCapped || right.isCapped || distinct.length > MAX_DISTINCT_VALUES,
  };
}

/** Most values were seen before, so that is checked first. */
function mergeDistinct(left: readonly string[], right: readonly string[]): readonly string[] {
  if (right.every((value) => left.includes(value))) return left;
  return [...new Set([...left, ...right])].sort(byCodeUnit);
}

function profileOf(
  { object, field }: Pick<FieldProfile, 'object' | 'field'>,
  value: Exclude<CustomFieldValue, null>,
): FieldProfile {
  const texts = (typeof value === 'object' ? value : [value]).map(String);
  const kept = typeof value === 'number' || typeof value === 'boolean' ? [] : texts.filter(isChoice);
  const isText = typeof value === 'string';
  return {
    object,
    field,
    seen: {
      text: Number(isText),
      number: Number(typeof value === 'number'),
      boolean: Number(typeof value === 'boolean'),
      list: Number(typeof value === 'object'),
      date: Number(isText && isDay(value)),
      rich: Number(isText && isRich(value)),
    },
    maxLength: Math.max(...texts.map((text) => text.length)),
    distinct: [...new Set(kept)].sort(byCodeUnit).slice(0, MAX_DISTINCT_VALUES),
    isCapped: new Set(kept).size > MAX_DISTINCT_VALUES || texts.some((text) => text.length > MAX_LINE_LENGTH),
  };
}

const isChoice = (text: string): boolean => text !== '' && text.length <= MAX_LINE_LENGTH;

type Seen = FieldProfile['seen'];

const merging =
  (merge: (left: number, right: number) => number) =>
  (left: Seen, right: Seen): Seen => ({
    text: merge(left.text, right.text),
    number: merge(left.number, right.number),
    boolean: merge(left.boolean, right.boolean),
    list: merge(left.list, right.list),
    date: merge(left.date, right.date),
    rich: merge(left.rich, right.rich),
  });

const addCounts = merging((left, right) => left + right);
const maxCounts = merging(Math.max);

const byCodeUnit = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);

/** Whether a one-line field would spoil the text. */
const isRich = (text: string): boolean => /[\r\n]/.test(text) || isHtml(text);

/** The kind that a custom field needs on the target so that every value seen fits. Zephyr does not return its type. */
export function inferFieldKind({ seen, maxLength, isCapped }: FieldProfile): FieldKind {
  const all = seen.text + seen.number + seen.boolean + seen.list;
  if (all > 0 && seen.list === all && !isCapped) return 'multi-choice';
  if (all > 0 && seen.boolean === all) return 'checkbox';
  if (all > 0 && seen.number === all) return 'number';
  if (all > 0 && seen.date === all) return 'date';
  return seen.rich > 0 || maxLength > MAX_LINE_LENGTH || seen.list > 0 ? 'rich-text' : 'text';
}

/** The kind for a single value, where there is no profile. */
export const inferKindOfValue = (value: CustomFieldValue): FieldKind =>
  inferFieldKind(profileValue(emptyProfile('test-cases', ''), value));

/** A list of choices has few values, each used often. */
const MOST_CHOICES = 50;
const USES_OF_A_CHOICE = 3;

/**
 * Whether the texts of a custom field come from a list with a single choice. Zephyr returns them like any other text.
 * False if two values differ only by case or outer blanks, because one choice would make them equal.
 */
export function isSingleChoice(profile: FieldProfile): boolean {
  const { distinct, seen, isCapped } = profile;
  const spellings = new Set(distinct.map(foldLabel));
  return (
    inferFieldKind(profile) === 'text' &&
    seen.number + seen.boolean === 0 &&
    !isCapped &&
    distinct.length >= 2 &&
    distinct.length <= MOST_CHOICES &&
    seen.text >= USES_OF_A_CHOICE * distinct.length &&
    spellings.size === distinct.length &&
    distinct.every((value) => value === value.trim() && findDegraded(value) === null)
  );
}
