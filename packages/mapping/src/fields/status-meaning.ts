import type { MappingFile } from '@z2q/contracts';

/** What a status means for an execution or a step, whatever its name. */
export type StatusMeaning = 'failed' | 'blocked' | 'in-progress' | 'unexecuted' | 'skipped' | 'passed';

/** Names with the same meaning, the usual ones first. A name that is not listed has no known meaning; it is never guessed. */
const SYNONYMS: Readonly<Record<StatusMeaning, readonly string[]>> = {
  passed: ['Passed', 'Pass', 'OK', 'Okay', 'Success', 'Successful', 'Succeeded'],
  failed: ['Failed', 'Fail', 'Failure', 'NOK', 'Not OK', 'KO', 'Not passed', 'Unsuccessful'],
  blocked: ['Blocked', 'Block'],
  'in-progress': [
    'Incomplete',
    'In progress',
    'WIP',
    'Work in progress',
    'Ongoing',
    'Running',
    'Executing',
    'Started',
    'Partially executed',
  ],
  unexecuted: [
    'Unexecuted',
    'Not executed',
    'Not run',
    'No run',
    'Unrun',
    'Untested',
    'Not tested',
    'Not started',
    'To do',
  ],
  skipped: ['Skipped', 'Skip', 'Not applicable', 'N/A'],
};

/** A name without differences in spelling: case, spaces, punctuation. */
export function plainName(name: string): string {
  const plain = name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{Letter}\p{Number}]/gu, '');
  return plain === '' ? name.trim() : plain;
}

const MEANINGS: ReadonlyMap<string, StatusMeaning> = new Map(
  (Object.entries(SYNONYMS) as [StatusMeaning, readonly string[]][]).flatMap(([meaning, names]) =>
    names.map((name) => [plainName(name), meaning]),
  ),
);

export const meaningOf = (name: string): StatusMeaning | undefined => MEANINGS.get(plainName(name));

/** Names with the same meaning, the usual ones first. */
export const synonymsOf = (meaning: StatusMeaning): readonly string[] => SYNONYMS[meaning];

/** Target status that the mapping file has for a name. `*`, which stands for all others, is not considered. */
export function mappedStatus(name: string, table: MappingFile['executionStatus']): string | undefined {
  if (name === REST) return undefined;
  if (Object.hasOwn(table, name)) return table[name];
  const wanted = plainName(name);
  return Object.entries(table).find(([from]) => from !== REST && plainName(from) === wanted)?.[1];
}

/** In the mapping file: every status without a counterpart by name or meaning on the target. */
export const REST = '*';

/** Meaning of a source status: that of the name in the mapping file, otherwise that of its own name. */
export const meaningInSource = (
  name: string | null,
  table: MappingFile['executionStatus'],
): StatusMeaning | undefined => meaningOf(mappedStatus(name ?? '', table) ?? name ?? '');

const WORST_FIRST: readonly (StatusMeaning | undefined)[] = [
  'failed',
  'blocked',
  undefined,
  'in-progress',
  'unexecuted',
  'skipped',
  'passed',
];

/** The worst of several statuses by meaning; the first of equals. */
export function worstStatus(
  names: readonly string[],
  table: MappingFile['executionStatus'],
): string | undefined {
  const rank = (name: string): number => WORST_FIRST.indexOf(meaningInSource(name, table));
  return names.reduce<string | undefined>(
    (worst, name) => (worst === undefined || rank(name) < rank(worst) ? name : worst),
    undefined,
  );
}

/** Whether a status is a result. A status that means in progress or not executed is none. */
export function isResult(name: string | null, table: MappingFile['executionStatus']): boolean {
  const meaning = meaningInSource(name, table);
  return name !== null && name !== '' && meaning !== 'in-progress' && meaning !== 'unexecuted';
}
