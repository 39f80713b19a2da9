import type { FieldProfile } from '@z2q/contracts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  emptyProfile,
  inferFieldKind,
  MAX_DISTINCT_VALUES,
  mergeProfiles,
  profileValue,
} from './field-profile.ts';

const value = fc.oneof(
  fc.string(),
  fc.double({ noNaN: true }),
  fc.boolean(),
  fc.constant(null),
  fc.array(fc.string()),
  fc.array(fc.integer().map(String), { minLength: 200, maxLength: 400, size: 'max' }),
);
const empty = emptyProfile('test-cases', 'customFields.Team');
const profile = fc.array(value, { maxLength: 8 }).map((values) => values.reduce(profileValue, empty));

test('profiles merge to the same whatever the order and the batches', () => {
  fc.assert(
    fc.property(profile, profile, profile, (a, b, c) => {
      expect(mergeProfiles(a, b)).toEqual(mergeProfiles(b, a));
      expect(mergeProfiles(mergeProfiles(a, b), c)).toEqual(mergeProfiles(a, mergeProfiles(b, c)));
    }),
  );
});

test('a profile has a bounded number of distinct values and knows when there are more', () => {
  const many = Array.from({ length: MAX_DISTINCT_VALUES + 1 }, (_, index) => String(index));

  const capped = many.reduce((so, each) => profileValue(so, [each]), empty);
  const full = many.slice(1).reduce((so, each) => profileValue(so, [each]), empty);

  expect(capped.distinct.length).toBe(MAX_DISTINCT_VALUES);
  expect(capped.isCapped).toBe(true);
  expect(full.isCapped).toBe(false);
});

test.each([
  [[['a', 'b'], ['c'], [], null], 'multi-choice'],
  [[['x'.repeat(256)]], 'rich-text'],
  [[true, false], 'checkbox'],
  [[1, 2.5], 'number'],
  [['2024-03-01', '2024-03-01T00:00:00Z'], 'date'],
  [['2024-03-01', '2024-03-01T10:00:00Z'], 'text'],
  [['2024-13-41'], 'text'],
  [['plain', ''], 'text'],
  [['plain', 'two\nlines'], 'rich-text'],
  [['a<br>b'], 'rich-text'],
  [['x'.repeat(256)], 'rich-text'],
  [['text', 1], 'text'],
  [[1, true], 'text'],
])('values %j want a %s field', (values, kind) => {
  expect(inferFieldKind(values.reduce(profileValue, empty))).toBe(kind);
});

test('a project that is listed again has no more values than before, one whose pages are added up has', () => {
  const page = (runId: string, text: number): FieldProfile => {
    const seen = { ...emptyProfile('test-cases', 'Severity').seen, text };
    return { ...emptyProfile('test-cases', 'Severity'), seen, inRun: { runId, seen } };
  };

  const once = mergeProfiles(page('first', 4), page('first', 3));
  const again = mergeProfiles(mergeProfiles(once, page('second', 4)), page('second', 3));
  const grown = mergeProfiles(again, page('second', 5));

  expect(once.seen.text).toBe(7);
  expect(again.seen.text).toBe(7);
  expect(grown.seen.text).toBe(12);
});
