import type { Answer } from '../leaves.ts';
import { ENVELOPE } from './answer-claims.ts';
import {
  FILE,
  FOLDER,
  STEP_RESULTS,
  TEST_CASE,
  TEST_CYCLE,
  TEST_EXECUTION,
  TEST_PLAN,
  TEST_SCRIPT,
  TEST_STEPS,
} from './record-claims.ts';

type ListedType = 'test_case' | 'test_cycle' | 'test_plan' | 'test_execution';
type Staged = { readonly raw: unknown; readonly detail: unknown };

const LISTED = {
  test_case: TEST_CASE,
  test_cycle: TEST_CYCLE,
  test_plan: TEST_PLAN,
  test_execution: TEST_EXECUTION,
} as const;

/**
 * Everything received about a record: its entry in the listing, and the detail requested for it (see
 * `SourceClient.getScript`).
 */
export function answersOfRecord(type: ListedType, { raw, detail }: Staged): readonly Answer[] {
  const listed = { at: '', value: raw, claims: LISTED[type] };
  if (detail === null) return [listed];
  return [listed, ...answersOfDetail(type === 'test_execution', detail)];
}

function answersOfDetail(isResult: boolean, detail: unknown): readonly Answer[] {
  if (typeof detail !== 'object' || detail === null) return [];
  if ('value' in detail)
    return [{ at: 'testscript', value: detail.value, claims: TEST_SCRIPT, called: 'script' }];
  const values = !Array.isArray(detail) && 'values' in detail ? detail.values : detail;
  const envelopes = 'envelopes' in detail && Array.isArray(detail.envelopes) ? detail.envelopes : [];
  return [
    isResult
      ? { at: 'teststeps', value: { values }, claims: STEP_RESULTS, called: 'stepResults' }
      : { at: 'teststeps', value: { values }, claims: TEST_STEPS, called: 'steps' },
    ...envelopes.map((value, page) => ({ at: pageOf('teststeps', page), value, claims: ENVELOPE })),
  ];
}

const pageOf = (answer: string, page: number): string =>
  page === 0 ? answer : `${answer} (page ${page + 1})`;

export const answersOfFolder = (raw: unknown): readonly Answer[] => [{ at: '', value: raw, claims: FOLDER }];
export const answersOfFile = (raw: unknown): readonly Answer[] => [{ at: '', value: raw, claims: FILE }];
