import { toChanges } from '../kit/to-changes.ts';
import { openDatabase } from '../scenario/open-database.ts';
import type { TargetProject } from '../scenario/open-stand-ins.ts';
import { type Comparable, toComparable } from '../scenario/to-comparable.ts';

/** The columns of an id map row that the check needs. */
export type MapRow = {
  readonly entityType: string;
  readonly sourceId: string;
  readonly state: string;
  readonly targetId: number | null;
};

export type Findings = {
  /** Objects that no row of the id map names. */
  readonly doubles: readonly string[];
  /**
   * Id map rows whose object is gone, and objects that an undisturbed migration has and this target has not.
   */
  readonly lost: readonly string[];
  readonly other: readonly string[];
};

export type Target = {
  readonly project: TargetProject;
  /** The project before anything was migrated into it. */
  readonly before: TargetProject;
  readonly map: readonly MapRow[];
  /** Doubles that the store still lists as to be deleted. */
  readonly knownDoubles: number;
  /** What the same migration creates when nothing strikes. */
  readonly undisturbed: Comparable;
  readonly began: Date;
};

/** The tables of the stand-in that may hold the object of each id map type. */
const TABLES: Readonly<Record<string, readonly TableName[]>> = {
  container: ['modules', 'testCycles', 'testSuites'],
  folder: ['modules', 'testCycles'],
  test_case: ['testCases'],
  test_cycle: ['testSuites'],
  test_plan: ['releases'],
  test_run: ['testRuns'],
  // An execution that was never run maps to its run.
  test_execution: ['testLogs', 'testRuns'],
  attachment: ['attachments'],
};
type TableName =
  | 'modules'
  | 'testCycles'
  | 'testSuites'
  | 'testCases'
  | 'releases'
  | 'testRuns'
  | 'testLogs'
  | 'attachments';
const TABLE_NAMES = [...new Set(Object.values(TABLES).flat())];

/** Compares the target with the id map, and with an undisturbed migration, after a run has completed. */
export function checkTarget(target: Target): Findings {
  const { project, before, map, knownDoubles, undisturbed, began } = target;
  const named = new Map<string, MapRow[]>();
  const lost: string[] = [];
  const other: string[] = [];
  for (const row of map) {
    const tables = TABLES[row.entityType] ?? [];
    const table = tables.find((name) => hasId(project, name, row.targetId));
    if (row.state !== 'created') other.push(`${row.entityType} ${row.sourceId} is still an intent`);
    else if (!table)
      lost.push(`${row.entityType} ${row.sourceId} is to be ${row.targetId}, which is not there`);
    else named.set(`${table} ${row.targetId}`, [...(named.get(`${table} ${row.targetId}`) ?? []), row]);
  }
  for (const [name, rows] of named)
    if (new Set(rows.map(({ entityType }) => entityType)).size < rows.length)
      other.push(`${name} is ${rows.map(({ sourceId }) => sourceId).join(' and ')} at once`);
  const doubles = TABLE_NAMES.flatMap((table) =>
    project[table]
      .filter(({ id }) => !named.has(`${table} ${id}`) && !hasId(before, table, id))
      .map(({ id }) => `${table} ${id} is in no row of the id map`),
  );
  if (knownDoubles > 0) other.push(`${knownDoubles} doubles are known and still there`);
  const changes = toChanges(undisturbed, toContents(project, began));
  const isMissing = (change: string): boolean => /^\w+ lost /.test(change);
  const [missing, extra] = [changes.filter(isMissing), changes.filter((change) => !isMissing(change))];
  lost.push(...missing);
  other.push(...extra.map((change) => tellApart(change, missing)));
  return { doubles, lost, other };
}

/**
 * Content of a project that can be compared with that of another migration. The values of an object are
 * sorted, because fields are listed in the order in which they were created. Logs lose their number, because
 * the log of a failed record is created in a later run, after the others.
 */
export const toContents = (project: TargetProject, began: Date): Comparable =>
  toComparable(
    JSON.parse(JSON.stringify({ ...project, testLogs: project.testLogs.map(withoutNumber) }, sortProperties)),
    began,
  );

const withoutNumber = (log: TargetProject['testLogs'][number]) => ({ ...log, number: undefined });

function sortProperties(key: string, value: unknown): unknown {
  if (key !== 'properties' || !Array.isArray(value)) return value;
  return value.toSorted((left, right) => JSON.stringify(left).localeCompare(JSON.stringify(right)));
}

/**
 * Describes an unexpected object by the place where it begins to differ from the most similar missing one.
 */
function tellApart(change: string, missing: readonly string[]): string {
  const [table = ''] = change.split(' ', 1);
  const row = change.slice(`${table} got `.length);
  const rivals = missing.map((each) => each.slice(`${table} lost `.length));
  const alike = Math.max(0, ...rivals.map((rival) => countAlike(rival, row)));
  const rival = rivals.find((each) => countAlike(each, row) === alike) ?? '';
  const from = Math.max(0, alike - 80);
  return `${table} got …${row.slice(from, alike + 80)}, should be …${rival.slice(from, alike + 80)}`;
}

function countAlike(left: string, right: string): number {
  let count = 0;
  while (count < left.length && left[count] === right[count]) count += 1;
  return count;
}

const hasId = (project: TargetProject, table: TableName, id: number | null): boolean =>
  project[table].some((object) => object.id === id);

export function readMap(file: string): Pick<Target, 'map' | 'knownDoubles'> {
  using database = openDatabase(file, { readonly: true });
  const rows = database
    .prepare('select entity_type, source_id, state, target_id from zephyr_to_qtest_id_map')
    .all();
  const doubles = database.prepare('select count(*) as count from qtest_doubles').get();
  return {
    map: rows.map((row) => ({
      entityType: String(row.entity_type),
      sourceId: String(row.source_id),
      state: String(row.state),
      targetId: row.target_id === null ? null : Number(row.target_id),
    })),
    knownDoubles: Number(doubles?.count),
  };
}
