import { EMPTY_MAPPING, MigrationOptions, newMigrationId } from '@z2q/contracts';
import { expect, test } from 'vitest';
import { estimate } from './estimate.ts';

/** A generated project of which a whole run made 1,321 requests to the source and 577 to the target, files apart. */
const TOTALS = { folders: 41, testCases: 60, testCycles: 8, testPlans: 2, testExecutions: 180 };
const ASKED = { source: 1_321, target: 577 };
const RATES = { sourceRps: 10, targetRps: 10 };

const aMigration = (options: Partial<MigrationOptions> = {}) => ({
  id: newMigrationId(),
  name: 'WEB',
  sourceProjectKey: 'WEB',
  targetProjectId: 1,
  mapping: EMPTY_MAPPING,
  options: MigrationOptions.parse(options),
  createdAt: '2026-03-01T12:00:00.000Z',
});
const detailOf = (options?: Partial<MigrationOptions>): string =>
  estimate(TOTALS, aMigration(options), RATES).detail;

test('the range of requests holds what a real run of the same size asked', () => {
  const detail = detailOf();

  const [from = 0, to = 0, target = 0] = [
    /^From (\d+) requests/,
    /to about (\d+) if there are 5 steps a record/,
    /about (\d+) to the target/,
  ].map((pattern) => Number(pattern.exec(detail)?.[1]));
  expect(from).toBeLessThan(ASKED.source);
  expect(to).toBeGreaterThan(ASKED.source);
  expect(target / ASKED.target).toBeGreaterThan(0.95);
  expect(target / ASKED.target).toBeLessThan(1.1);
  expect(detail).toMatch(/about 3 min at the configured requests a second\.$/);
});

test('without files nothing is listed step by step, and nothing is claimed to be the most there can be', () => {
  const detail = detailOf({ attachments: 'none' });

  expect(detail).toMatch(/^About 261 requests to the source; about \d+ to the target;/);
  expect(detail).not.toContain('at most');
});
