import { toDateText } from '../dates.ts';
import { toProperties } from '../properties.ts';
import { isApproved, parameterNames, toLabel } from '../test-case-versions.ts';
import { statusOf } from '../test-run-view.ts';
import type { FieldObject } from './field.ts';
import type { Project } from './project.ts';
import type { CaseRow, LogRow, Values, VersionRow } from './rows.ts';
import type { Site } from './site.ts';

/** The whole state without counters and the times of creation and change, so that equal contents give equal dumps. */
export type QtestState = ReturnType<typeof dumpSite>;

export const dumpSite = (site: Site) => ({
  projects: [...site.projects.values()].map((project) => dumpProject(site, project)),
});

function dumpProject(site: Site, project: Project) {
  const properties = (object: FieldObject, values: Values) =>
    toProperties({ site, project, object }, values).map((property) => ({
      field: property.field_name,
      fieldId: property.field_id,
      value: property.field_value,
      valueName: property.field_value_name ?? null,
    }));
  return {
    id: project.id,
    name: project.name,
    description: project.description,
    uuid: project.uuid,
    fields: project.fields,
    modules: bare(project.modules.all()),
    testCases: [...project.cases.all()].map((row) => dumpCase(row, properties)),
    testCycles: bare(project.cycles.all()),
    testSuites: withProperties('test-suites', project.suites.all(), properties),
    releases: withProperties('releases', project.releases.all(), properties),
    builds: withProperties('builds', project.builds.all(), properties),
    requirements: withProperties('requirements', project.requirements.all(), properties),
    defects: withProperties('defects', project.defects.all(), properties),
    testRuns: withProperties('test-runs', project.runs.all(), properties),
    testLogs: [...project.logs.all()].map((row) => dumpLog(project, row, properties)),
    attachments: bare(project.attachments.all()),
    comments: bare(project.comments.all()),
    links: [...project.links.all()].map((row) => ({ ...row })),
  };
}

type ToProperties = (object: FieldObject, values: Values) => unknown;
type Stamped = { readonly createdAt: number; readonly modifiedAt?: number };

function withoutTimes<Row extends Stamped>(row: Row): Omit<Row, 'createdAt' | 'modifiedAt'> {
  const { createdAt: _created, modifiedAt: _modified, ...rest } = row;
  return rest;
}

const bare = <Row extends Stamped>(rows: Iterable<Row>) => Array.from(rows, (row) => withoutTimes(row));

const withProperties = <Row extends Stamped & { readonly values: Values }>(
  object: FieldObject,
  rows: Iterable<Row>,
  properties: ToProperties,
) =>
  Array.from(rows, (row) => {
    const { values, ...rest } = withoutTimes(row);
    return { ...rest, properties: properties(object, values) };
  });

function dumpCase(row: CaseRow, properties: ToProperties) {
  return {
    id: row.id,
    pid: row.pid,
    parentId: row.parentId,
    order: row.order,
    creatorId: row.creatorId,
    versions: row.versions.map((version) => dumpVersion(version, properties)),
  };
}

const dumpVersion = (version: VersionRow, properties: ToProperties) => ({
  id: version.id,
  label: toLabel(version),
  isApproved: isApproved(version),
  name: version.name,
  description: version.description,
  precondition: version.precondition,
  properties: properties('test-cases', version.values),
  steps: version.steps,
  parameters: version.steps.flatMap((step) => [
    ...parameterNames(step.description),
    ...parameterNames(step.expected),
  ]),
});

function dumpLog(project: Project, row: LogRow, properties: ToProperties) {
  const { values, start, end, ...rest } = withoutTimes(row);
  return {
    ...rest,
    status: statusOf(project, row.statusId).name,
    start: toDateText(start),
    end: toDateText(end),
    properties: properties('test-runs', values),
  };
}
