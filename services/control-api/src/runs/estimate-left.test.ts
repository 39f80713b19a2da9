import type { Counts } from '@z2q/store';
import { expect, test } from 'vitest';
import { estimateLeft, type Speed } from './estimate-left.ts';

const NONE = { created: 0, updated: 0, unchanged: 0, vanished: 0, conflict: 0 };
const counted = (own: Partial<Counts>): Counts => ({
  entityType: 'test_case',
  source: 100,
  extracted: 0,
  transformed: 0,
  loaded: 0,
  verified: 0,
  failed: 0,
  skipped: 0,
  ...NONE,
  ...own,
});
const WHOLE = { kind: 'migrate', phases: ['extract', 'transform', 'load', 'validate'] } as const;
const MINUTE_MS = 60_000;
const UNKNOWN = { sum: 0, most: 0 };
const speed = (own: Partial<Speed> = {}): Speed => ({
  workedMs: MINUTE_MS,
  inHand: [],
  requests: { source: UNKNOWN, target: UNKNOWN },
  ...own,
});

test('the slower side decides, since both are spoken to at once', () => {
  const counts = [counted({ extracted: 100, transformed: 100, loaded: 25, verified: 25 })];

  expect(estimateLeft(WHOLE, counts, speed())).toBe(180);
});

test('records that failed or were left out are not waited for', () => {
  const counts = [counted({ extracted: 100, loaded: 50, verified: 50, failed: 30, skipped: 20 })];

  expect(estimateLeft(WHOLE, counts, speed())).toBe(0);
});

test('what takes more requests takes longer', () => {
  const cases = counted({ source: 10, loaded: 10 });
  const left = (entityType: Counts['entityType']) =>
    estimateLeft({ ...WHOLE, phases: ['load'] }, [cases, counted({ entityType, source: 10 })], speed());

  expect(left('test_execution')).toBe(60);
  expect(left('folder')).toBe(30);
});

test('nothing is said while a side that has work left has done none', () => {
  expect(estimateLeft(WHOLE, [counted({ extracted: 50 })], speed())).toBeNull();
});

test('a side that waited for the other one is as fast as it was at its best', () => {
  const counts = [counted({ extracted: 50, transformed: 25, loaded: 25, verified: 25 })];
  const requests = { source: { sum: 600, most: 100 }, target: { sum: 200, most: 100 } };

  expect(estimateLeft(WHOLE, counts, speed())).toBe(180);
  expect(estimateLeft(WHOLE, counts, speed({ requests }))).toBe(60);
});

test('records of the batches in hand are half done', () => {
  const counts = [counted({ extracted: 40 })];
  const inHand = [{ phase: 'extract', entityType: 'test_case', size: 40 }] as const;

  expect(estimateLeft({ ...WHOLE, phases: ['extract'] }, counts, speed({ inHand }))).toBe(40);
});
