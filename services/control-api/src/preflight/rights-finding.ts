import type { Attempt } from './attempt.ts';
import { describeError, type Finding, failed, passed, warning } from './finding.ts';

/** What a migration creates, by the name of its area in a user profile. */
const AREAS: Readonly<Record<string, string>> = {
  module: 'modules',
  test_case: 'test cases',
  test_cycle: 'test cycles',
  test_suite: 'test suites',
  test_run: 'test runs',
  test_log: 'test logs',
  release: 'releases',
};
const FIX = `Make sure that the profile of the token's user in the project may create ${Object.values(AREAS).join(', ')}.`;

const APPROVAL_FIX =
  'Let the profile approve test cases, or make the migration with the option approve=false: its test cases stay drafts then.';

/**
 * Judges the rights of the token's user. The form of a profile differs between sites, so a right that is missing in it
 * counts as unknown.
 */
export function toRightsFinding(rights: Attempt<unknown>, approves = false): Finding {
  if (!rights.ok)
    return warning(`The rights of the user cannot be read. ${describeError(rights.error)}`, FIX);
  const areas = Object.entries(AREAS).map(([area, noun]) => ({
    noun,
    mayCreate: readRight(rights.value, area, 'create'),
  }));
  const denied = areas.filter(({ mayCreate }) => mayCreate === false);
  if (denied.length > 0) return failed(`The user may not create ${nounsOf(denied)}.`, FIX);
  if (approves && readRight(rights.value, 'test_case', 'approve') === false)
    return failed('The user may not approve test cases.', APPROVAL_FIX);
  const unknown = areas.filter(({ mayCreate }) => mayCreate === null);
  if (unknown.length > 0) {
    return warning(`The profile of the user does not tell whether it may create ${nounsOf(unknown)}.`, FIX);
  }
  return passed(`The user may create ${nounsOf(areas)}.`);
}

const nounsOf = (areas: readonly { readonly noun: string }[]): string =>
  areas.map(({ noun }) => noun).join(', ');

/** null: the profile does not say. */
function readRight(profile: unknown, area: string, right: 'create' | 'approve'): boolean | null {
  const rights: unknown = isObject(profile) ? profile[area] : undefined;
  const value = isObject(rights) ? rights[right] : undefined;
  return typeof value === 'boolean' ? value : null;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
