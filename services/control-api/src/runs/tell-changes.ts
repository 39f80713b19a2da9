import { hashOfMapping, type MappingFile } from '@z2q/contracts';
import type { Migration } from '@z2q/store';

type Settings = Pick<Migration, 'name' | 'mapping' | 'options'>;
const TABLES = [
  'testCaseStatus',
  'priority',
  'executionStatus',
  'fields',
] as const satisfies readonly (keyof MappingFile)[];

/** The changes of mapping lines, options and name, for the audit log. */
export function tellChanges(before: Settings, after: Settings): string {
  const [from, to] = [hashOfMapping(before.mapping), hashOfMapping(after.mapping)];
  return [
    ...(from === to ? [] : [`mapping ${shortHash(from)} to ${shortHash(to)}`]),
    ...TABLES.flatMap((table) => tellPairs(table, before.mapping[table], after.mapping[table])),
    ...tellPairs('option', before.options, after.options),
    ...(before.name === after.name ? [] : [`name ${before.name} to ${after.name}`]),
  ].join('; ');
}

type Pairs = Readonly<Record<string, unknown>>;

function tellPairs(what: string, before: Pairs, after: Pairs): readonly string[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names
    .filter((name) => before[name] !== after[name])
    .map((name) => `${what} ${name}: ${show(before[name])} to ${show(after[name])}`);
}

const show = (value: unknown): string => (value === undefined ? 'none' : JSON.stringify(value));

const shortHash = (hash: string): string => hash.slice(0, 12);
