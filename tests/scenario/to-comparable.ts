import { nameObjects } from './object-names.ts';
import type { TargetProject } from './open-stand-ins.ts';

/**
 * Content of a project as sorted lists of texts without ids, so that two migrations of the same data are
 * equal.
 */
export type Comparable = Readonly<Record<string, readonly string[]>>;

/** These follow the order of creation, which differs from run to run. */
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

/** Dates later than `since` become `time of reading`, which is what an execution without dates gets. */
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

/** Properties are in the order of the fields, and a field that was created late comes last. */
const byField = (left: Property, right: Property): number => left.field.localeCompare(right.field);
type Property = { readonly field: string };

/** Whether a property names its choice, in addition to the id. */
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
