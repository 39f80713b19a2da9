import type { Account, LedgerEntry, ValueOutcome } from '@z2q/contracts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { accountFor, withLateEntries } from './account-for.ts';
import { countLeaves } from './count-leaves.ts';
import {
  accountForEnvelope,
  accountForProject,
  accountForReference,
} from './zephyr-cloud/account-for-answer.ts';
import { answersOfFile, answersOfFolder, answersOfRecord } from './zephyr-cloud/answers-of-record.ts';

const CASE = {
  id: 1,
  key: 'WEB-T1',
  name: 'Pay by card',
  objective: '',
  precondition: null,
  labels: ['smoke', 'card'],
  status: { id: 7, self: 'https://zephyr.test/statuses/7' },
  customFields: { Team: 'Web', Risk: null, Browsers: ['Firefox', 'Chrome'] },
  links: { issues: [{ id: 3, issueId: 10_001, type: 'COVERAGE' }], webLinks: [] },
};
const SCRIPT = {
  kind: 'steps',
  values: [
    {
      id: 11,
      inline: { description: 'Open it', testData: '', expectedResult: 'It opens', customFields: { A: 1 } },
    },
    { id: 12, testCase: { testCaseKey: 'WEB-T2', parameters: [{ name: 'user', value: 'ann' }] } },
  ],
};
const STEP_RESULTS = [
  { id: 5, inline: { actualResult: 'It opened', status: { id: 9 }, testDataRowNumber: 0 } },
];
const LEDGER = {
  carried: ['key', 'name', 'status', 'labels', 'customFields.Team', 'steps[0].description'],
  entries: [{ field: 'issueLinks', outcome: 'changed', code: 'issue_link_as_text' } as const],
};

const total = ({ tally }: Account, ...outcomes: readonly ValueOutcome[]): number =>
  tally.reduce((sum, row) => sum + (outcomes.includes(row.outcome) ? row.count : 0), 0);
const totalOf = (account: Account): number => total(account, 'carried', 'changed', 'dropped', 'technical');

const ofCase = (raw: unknown, detail: unknown = SCRIPT) => answersOfRecord('test_case', { raw, detail });

test('every value is claimed once: what the book knows, what is technical, and what was forgotten', () => {
  const answers = ofCase(CASE);

  const account = accountFor(answers, LEDGER);

  expect(totalOf(account)).toBe(answers.reduce((sum, { value }) => sum + countLeaves(value), 0));
  expect(account.lines.map(({ path, outcome, code }) => `${path} ${outcome} ${code}`).sort()).toEqual([
    'customFields.Browsers[0] dropped not_mapped',
    'customFields.Browsers[1] dropped not_mapped',
    'links.issues[0].issueId changed issue_link_as_text',
    'links.issues[0].type changed issue_link_as_text',
    'teststeps.values[0].inline.customFields.A dropped not_mapped',
    'teststeps.values[0].inline.expectedResult dropped not_mapped',
    'teststeps.values[1].testCase.parameters[0].name dropped not_mapped',
    'teststeps.values[1].testCase.parameters[0].value dropped not_mapped',
    'teststeps.values[1].testCase.testCaseKey dropped not_mapped',
  ]);
});

test('indices and ids are left out of the pattern, names of fields are not', () => {
  const odd = { ...CASE, history: { 1234: ['x'] }, 'a.b': { c: true } };

  const { lines } = accountFor(ofCase(odd), LEDGER);

  const unknown = lines.filter(({ code }) => code === 'unknown_member');
  expect(unknown).toMatchObject([
    { path: '["a.b"].c', pattern: '["a.b"].c', before: 'true' },
    { path: 'history.1234[0]', pattern: 'history.{}[]', before: 'x' },
  ]);
});

/** A copy of a JSON value with one more member in one of its objects. */
function putInto(value: unknown, place: number, name: string, member: unknown): unknown {
  const objects: Record<string, unknown>[] = [];
  const copy = structuredClone(value);
  const rest = [copy];
  while (rest.length > 0) {
    const next = rest.pop();
    if (typeof next !== 'object' || next === null) continue;
    if (!Array.isArray(next)) objects.push(next as Record<string, unknown>);
    rest.push(...Object.values(next));
  }
  const chosen = objects[place % objects.length];
  if (chosen) chosen[name] = member;
  return copy;
}

const KINDS: Readonly<Record<string, (answer: unknown) => Account>> = {
  test_case: (raw) => accountFor(ofCase(raw, null), LEDGER),
  script: (detail) => accountFor(ofCase({}, detail), LEDGER),
  test_cycle: (raw) => accountFor(answersOfRecord('test_cycle', { raw, detail: null }), LEDGER),
  test_plan: (raw) => accountFor(answersOfRecord('test_plan', { raw, detail: null }), LEDGER),
  test_execution: (raw) => accountFor(answersOfRecord('test_execution', { raw, detail: null }), LEDGER),
  step_results: (detail) => accountFor(answersOfRecord('test_execution', { raw: {}, detail }), LEDGER),
  folder: (raw) => accountFor(answersOfFolder(raw), LEDGER),
  file: (raw) => accountFor(answersOfFile(raw), LEDGER),
  project: accountForProject,
  reference: accountForReference,
  envelope: accountForEnvelope,
};

const ANSWERS: Readonly<Record<string, unknown>> = { script: SCRIPT, step_results: STEP_RESULTS };

test.each(Object.keys(KINDS))(
  'a member nobody knows, anywhere in a %s, is in the ledger, and the sums close',
  (kind) => {
    const account = KINDS[kind] ?? accountForEnvelope;
    const member = fc.oneof(fc.string({ minLength: 1 }), fc.integer(), fc.boolean());
    fc.assert(
      fc.property(fc.nat(40), fc.string({ minLength: 1, maxLength: 12 }), member, (place, name, value) => {
        const unknown = `${name}~`;
        const answer = putInto(ANSWERS[kind] ?? CASE, place, unknown, value);

        const { lines, ...rest } = account(answer);

        const ours = kind === 'script' ? 1 : 0;
        expect(totalOf({ lines, ...rest }) + ours).toBe(
          countLeaves(answer) - isBesides(kind, answer, unknown),
        );
        const found = lines.filter(({ path }) => path.includes(JSON.stringify(unknown).slice(1, -1)));
        const isField = found.every(({ path }) => /customFields/.test(path));
        expect(found.length + isBesides(kind, answer, unknown)).toBeGreaterThan(0);
        if (!isField) expect(found).toMatchObject([{ outcome: 'dropped', code: 'unknown_member' }]);
      }),
    );
  },
);

/**
 * An extra member at the top of a stored script counts for no answer: that level is written by the product itself.
 */
const isBesides = (kind: string, answer: unknown, name: string): number =>
  kind === 'script' && typeof answer === 'object' && answer !== null && name in answer ? 1 : 0;

const FIELDS = ['name', 'status', 'labels', 'customFields.Team', 'steps[0].description', 'target: Team'];

test('whatever is added late, and however often, every value has one outcome', () => {
  const answers = ofCase(CASE);
  const anEntry: fc.Arbitrary<LedgerEntry> = fc.record({
    field: fc.constantFrom(...FIELDS),
    outcome: fc.constantFrom('changed' as const, 'dropped' as const, 'added' as const),
    code: fc.constantFrom('no_field' as const, 'no_choice' as const),
  });
  fc.assert(
    fc.property(fc.array(anEntry), fc.array(anEntry), (late, before) => {
      const early = accountFor(answers, LEDGER, before);

      const once = withLateEntries(early, answers, late);

      expect(totalOf(once)).toBe(totalOf(early));
      expect(total(once, 'changed', 'dropped', 'added')).toBe(once.lines.length);
      expect(sorted(withLateEntries(once, answers, late))).toEqual(sorted(once));
      expect(sorted(once)).toEqual(sorted(accountFor(answers, LEDGER, late)));
    }),
  );
});

const sorted = ({ tally, lines }: Account) => ({
  tally: tally.map((row) => JSON.stringify(row)).sort(),
  lines: lines.map((line) => JSON.stringify(line)).sort(),
});

test('a field dropped late is dropped with all its values, and is carried no more', () => {
  const answers = ofCase(CASE);

  const account = withLateEntries(accountFor(answers, LEDGER), answers, [
    { field: 'labels', outcome: 'dropped', code: 'no_field', params: { label: 'Labels', place: 'nowhere' } },
  ]);

  expect(account.lines.filter(({ pattern }) => pattern === 'labels[]')).toMatchObject([
    { path: 'labels[1]', outcome: 'dropped', before: 'card' },
    { path: 'labels[0]', outcome: 'dropped', before: 'smoke' },
  ]);
  expect(account.tally.some(({ pattern, outcome }) => pattern === 'labels[]' && outcome === 'carried')).toBe(
    false,
  );
});

test('a member that could not be read is one value with the outcome of its own, in whatever answer', () => {
  const entries = ['estimatedTime', 'labels[1]', 'steps[0].inline.description'].map(
    (field) => ({ field, outcome: 'changed', code: 'odd_member', before: '"…"' }) as const,
  );

  const { lines } = accountFor(ofCase({ ...CASE, estimatedTime: '00:10' }), {
    carried: LEDGER.carried,
    entries,
  });

  const odd = lines.filter(({ code }) => code === 'odd_member');
  expect(odd.map(({ path, before }) => `${path} ${before}`).sort()).toEqual([
    'estimatedTime 00:10',
    'labels[1] card',
    'teststeps.values[0].inline.description Open it',
  ]);
});
