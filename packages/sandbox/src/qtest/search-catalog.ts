import { badRequest } from './api-error.ts';
import { toBuild } from './builds.ts';
import { readDate } from './dates.ts';
import { toDefect } from './defects.ts';
import { toValueName } from './properties.ts';
import { toRelease } from './releases.ts';
import { toRequirement } from './requirements.ts';
import type { Comparable } from './search-match.ts';
import { dataType, type FieldObject } from './state/field.ts';
import type { LogRow, Values } from './state/rows.ts';
import { currentVersion } from './test-case-versions.ts';
import { toTestCase } from './test-case-view.ts';
import { toCycle } from './test-cycles.ts';
import { toLog } from './test-log-view.ts';
import { latestLog, type RunScope, runValues, toRun } from './test-run-view.ts';
import { toSuite } from './test-suites.ts';

/** An object as the search sees it. The functions are called only for rows that are compared or returned. */
export type Searchable = {
  readonly createdAt: number;
  read(field: string): Comparable;
  toItem(): Readonly<Record<string, unknown>>;
};
export type SearchView = { readonly withSteps: boolean; readonly withLogDetails: boolean };

type Facts = {
  readonly row: {
    readonly id: number;
    readonly pid: string;
    readonly createdAt: number;
    readonly modifiedAt: number;
  };
  readonly name?: string;
  readonly object?: FieldObject;
  readonly values?: () => Values;
  readonly toItem: () => Readonly<Record<string, unknown>>;
};

/** All objects of a kind, in order of creation. Throws 400 for kinds that cannot be searched, such as modules. */
export function* searchables(scope: RunScope, objectType: string, view: SearchView): Generator<Searchable> {
  if (objectType === 'test-logs') {
    for (const row of scope.project.logs.all()) yield toLogSearchable(scope, row, view);
    return;
  }
  for (const facts of factsOf(scope, objectType, view)) {
    yield {
      createdAt: facts.row.createdAt,
      toItem: facts.toItem,
      read: (field) => readField(scope, facts, field),
    };
  }
}

function factsOf(scope: RunScope, objectType: string, view: SearchView): Iterable<Facts> {
  const { project } = scope;
  switch (objectType) {
    case 'test-cases':
      return caseFacts(scope, view);
    case 'test-runs':
      return runFacts(scope);
    case 'test-cycles':
      return named(project.cycles.all(), (row) => toCycle(scope, row));
    case 'test-suites':
      return named(project.suites.all(), (row) => toSuite(scope, row), 'test-suites');
    case 'releases':
      return named(project.releases.all(), (row) => toRelease(scope, row), 'releases');
    case 'builds':
      return named(project.builds.all(), (row) => toBuild(scope, row), 'builds');
    case 'requirements':
      return named(project.requirements.all(), (row) => toRequirement(scope, row), 'requirements');
    case 'defects':
      return named(project.defects.all(), (row) => toDefect(scope, row), 'defects');
    default:
      throw badRequest(`object_type ${objectType} cannot be searched.`);
  }
}

function* caseFacts(scope: RunScope, { withSteps }: SearchView): Generator<Facts> {
  const view = { withProperties: true, withSteps, byName: false };
  for (const row of scope.project.cases.all()) {
    const { name, values } = currentVersion(row);
    const toItem = () => toTestCase(scope, row, { view });
    yield { row, name, object: 'test-cases', values: () => values, toItem };
  }
}

function* runFacts(scope: RunScope): Generator<Facts> {
  const { project } = scope;
  for (const row of project.runs.all()) {
    yield {
      row,
      name: row.name,
      object: 'test-runs',
      values: () => runValues(project, row, latestLog(project, row.id)),
      toItem: () => toRun(scope, row, { withLatestLog: true }),
    };
  }
}

function* named<Row extends Facts['row'] & { readonly name?: string; readonly values?: Values }>(
  rows: Iterable<Row>,
  toItem: (row: Row) => Readonly<Record<string, unknown>>,
  object?: FieldObject,
): Generator<Facts> {
  for (const row of rows) {
    const { name, values } = row;
    yield {
      row,
      toItem: () => toItem(row),
      ...(name === undefined ? {} : { name }),
      ...(object && values ? { object, values: () => values } : {}),
    };
  }
}

function readField(scope: RunScope, { row, name, object, values }: Facts, field: string): Comparable {
  const builtIn = field.toLowerCase();
  if (builtIn === 'id') return { texts: [String(row.id), row.pid] };
  if (builtIn === 'name' && name !== undefined) return { texts: [name] };
  if (builtIn === 'created date') return { texts: [], time: row.createdAt };
  if (builtIn === 'last modified date') return { texts: [], time: row.modifiedAt };
  if (!object || !values) throw badRequest(`Unknown field ${field}.`);
  return readProperty(scope, object, { field, values: values() });
}

/** By label or id; a choice also by its own label or id. */
function readProperty(
  { site, project }: RunScope,
  object: FieldObject,
  { field, values }: { readonly field: string; readonly values: Values },
): Comparable {
  const found = project.fields[object].find((each) => each.label === field || String(each.id) === field);
  if (!found?.is_active) throw badRequest(`Unknown field ${field}.`);
  const value = values.get(found.id);
  const isTime = found.data_type === dataType.date || found.data_type === dataType.dateTime;
  if (isTime) return { texts: [], time: value === undefined ? null : readDate(value) };
  if (value === undefined) return { texts: [''] };
  const valueName = toValueName(site, found, value);
  return { texts: valueName === null ? [value] : [value, valueName] };
}

/** Logs can be searched only by their execution dates. */
function toLogSearchable(scope: RunScope, row: LogRow, view: SearchView): Searchable {
  return {
    createdAt: row.createdAt,
    toItem: () => toLog(scope, row, { withDetails: view.withLogDetails }),
    read(field) {
      if (field === 'Execution Start Date') return { texts: [], time: row.start };
      if (field === 'Execution End Date') return { texts: [], time: row.end };
      throw badRequest(`Test logs cannot be searched by ${field}.`);
    },
  };
}
