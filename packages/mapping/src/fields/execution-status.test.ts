import { expect, test } from 'vitest';
import { explainUnmapped, matchStatus } from './execution-status.ts';
import { worstStatus } from './status-meaning.ts';

const statuses = (...names: readonly string[]) =>
  names.map((name, id) => ({ id, name, isActive: true, isDefault: id === 0 }));
const DEFAULTS = statuses('Unexecuted', 'Passed', 'Failed', 'Incomplete', 'Blocked');
const OWN = statuses('Not Run', 'Pass', 'Fail', 'In Progress', 'N/A');

test.each([
  ['Pass', DEFAULTS, 'Passed', 'meaning'],
  ['Fail', DEFAULTS, 'Failed', 'meaning'],
  ['Blocked', DEFAULTS, 'Blocked', 'name'],
  ['In Progress', DEFAULTS, 'Incomplete', 'meaning'],
  ['Not Executed', DEFAULTS, 'Unexecuted', 'meaning'],
  ['Pass', OWN, 'Pass', 'name'],
  ['PASS ', OWN, 'Pass', 'name'],
  ['Not-Run', OWN, 'Not Run', 'name'],
  ['ok', OWN, 'Pass', 'meaning'],
  ['NOK', OWN, 'Fail', 'meaning'],
  ['WIP', OWN, 'In Progress', 'meaning'],
  ['Untested', OWN, 'Not Run', 'meaning'],
  ['Skipped', OWN, 'N/A', 'meaning'],
  ['Пройден', statuses('пройден'), 'пройден', 'name'],
  ['Pass with remarks', DEFAULTS, 'Incomplete', 'nothing'],
  ['Blocked', OWN, 'In Progress', 'nothing'],
  ['Skipped', DEFAULTS, 'Incomplete', 'nothing'],
  ['', DEFAULTS, 'Incomplete', 'none-given'],
  ['Not Executed', statuses('Idle', 'Pass', 'Fail'), 'Idle', 'new-run'],
  ['Not Executed', statuses('Pass', 'Fail', 'In Progress'), 'In Progress', 'new-run'],
  ['Not Executed', statuses('Pass', 'Fail'), 'Pass', 'nothing'],
] as const)('%o finds among its statuses %#', (name, target, expected, by) => {
  expect(matchStatus(name, target)).toMatchObject({ name: expected, by });
});

test('the name that the mapping file gives wins over the own one, and is never replaced', () => {
  expect(matchStatus('Pass', OWN, { Pass: 'fail' })).toMatchObject({ name: 'Fail', by: 'mapping' });
  expect(matchStatus('Pass', OWN, { Pass: 'Great', '*': 'Fail' })).toMatchObject({ by: 'nothing' });
});

test('what the mapping file has for all others is for those alone that have no counterpart', () => {
  const table = { '*': 'In Progress' };

  expect(matchStatus('Pass', OWN, table)).toMatchObject({ name: 'Pass', by: 'name' });
  expect(matchStatus('Flaky', OWN, table)).toMatchObject({ name: 'In Progress', by: 'rest' });
});

test('a status that is not active any more is not found by name or meaning', () => {
  const target = [{ id: 9, name: 'Passed', isActive: false, isDefault: false }, ...OWN];

  expect(matchStatus('Passed', target)).toMatchObject({ name: 'Pass', by: 'meaning' });
});

test('the worst is judged by meaning, and one that is not known is worse than what is not finished', () => {
  const worst = (...names: readonly string[]) => worstStatus(names, { 'With remarks': 'Passed' });

  expect(worst('Pass', 'Nok', 'Blocked')).toBe('Nok');
  expect(worst('Pass', 'WIP', 'Flaky')).toBe('Flaky');
  expect(worst('Pass', 'Not Executed')).toBe('Not Executed');
  expect(worst('With remarks', 'Skipped')).toBe('Skipped');
  expect(worst()).toBeUndefined();
});

test('the line to add is one that the mapping file takes, and guesses no result', () => {
  expect(explainUnmapped(['Flaky'], OWN)).toContain('executionStatus: { "Flaky": "In Progress" }');
  expect(explainUnmapped(['Flaky'], statuses('Pass'))).toContain('executionStatus: { "Flaky": "…" }');
});
