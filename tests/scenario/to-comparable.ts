import { nameObjects } from './object-names.ts';
import type { TargetProject } from './open-stand-ins.ts';

/** A project's contents as sorted lists of texts in which no id occurs: equal for two migrations of the same data. */
export type Comparable = Readonly<Record<string, readonly string[]>>;

/** Ids and places in a list follow the order of creation, which differs from run to run. */
const LEFT_OUT: ReadonlySet<string> = new Set(['id', 'pid', 'fieldId']);
const TABLES = [
  'modules',
  'testCases',
  'testCycles',
  'testSuites',
  'releases',
  'testRuns',
  'testLogs',
  'attachments',
  'comments',
  'links',
] as const;

/** `since`: a later date is the time of reading, which an execution without dates takes. */
export function toComparable(project: TargetProject, since: Date): Comparable {
  const names = nameObjects(project);
  const tables = TABLES.map((table) => [
    table,
    project[table].map((row) => JSON.stringify({ ...row, order: null }, toNamed(names, since))).sort(),
  ]);
  return { ...Object.fromEntries(tables), fields: listFields(project) };
}

type Replacer = (this: unknown, key: string, value: unknown) => unknown;

function toNamed(names: ReadonlyMap<number, string>, since: Date): Replacer {
  return function replace(key, value) {
    if (key === 'value') return hasValueName(this) ? undefined : value;
    if (LEFT_OUT.has(key)) return undefined;
    if (key === 'properties' && Array.isArray(value)) return value.toSorted(byField);
    const name = typeof value === 'number' ? (names.get(value) ?? value) : value;
    return isLater(name, since) ? 'time of reading' : name;
  };
}

/** Properties come in the order of the fields, and one that could not be made at once comes after the others. */
const byField = (left: Property, right: Property): number => left.field.localeCompare(right.field);
type Property = { readonly field: string };

/** A choice is named beside its id. */
const hasValueName = (holder: unknown): boolean =>
  (holder as { readonly valueName?: unknown }).valueName != null;

function isLater(value: unknown, since: Date): boolean {
  if (typeof value === 'number') return value >= since.getTime();
  return typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:]+\+00:00$/.test(value)
    ? Date.parse(value) >= since.getTime() - 1_000
    : false;
}

const listFields = ({ fields }: TargetProject): readonly string[] =>
  Object.entries(fields)
    .flatMap(([object, list]) =>
      list.map(({ label, data_type, multiple, allowed_values }) =>
        JSON.stringify([
          object,
          label,
          data_type,
          multiple,
          allowed_values.map((value) => value.label).sort(),
        ]),
      ),
    )
    .sort();
