import type { MappingFile } from '@z2q/contracts';

/** What a status says of an execution or a step, whatever it is called. */
export type StatusMeaning = 'failed' | 'blocked' | 'in-progress' | 'unexecuted' | 'skipped' | 'passed';

/** Names that mean one thing, the usual ones first. A name that is not here has no meaning that is known: it is never guessed. */
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

/** A name without what people write differently: case, spaces, punctuation. */
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

/** All that means the same, the usual ones first. */
export const synonymsOf = (meaning: StatusMeaning): readonly string[] => SYNONYMS[meaning];

/** What the mapping file says of a status by its name; `*`, which stands for all others, is not asked. */
export function mappedStatus(name: string, table: MappingFile['executionStatus']): string | undefined {
  if (name === REST) return undefined;
  if (Object.hasOwn(table, name)) return table[name];
  const wanted = plainName(name);
  return Object.entries(table).find(([from]) => from !== REST && plainName(from) === wanted)?.[1];
}

/** In the mapping file: every status that has none of its name or meaning on the target. */
export const REST = '*';

/** What a status of the source means: by what the mapping file calls it, else by its own name. */
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

/** Of several statuses the worst, by meaning; of two alike the first. */
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

/** Whether somebody has come to a result; what is still going on or has not begun is none. */
export function isResult(name: string | null, table: MappingFile['executionStatus']): boolean {
  const meaning = meaningInSource(name, table);
  return name !== null && name !== '' && meaning !== 'in-progress' && meaning !== 'unexecuted';
}
