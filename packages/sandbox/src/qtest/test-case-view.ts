import { toDateText } from './dates.ts';
import { toProperties } from './properties.ts';
import { type Query, readFlag } from './query.ts';
import type { Project } from './state/project.ts';
import type { CaseRow, StepRow, VersionRow } from './state/rows.ts';
import type { Site } from './state/site.ts';
import { currentVersion, parameterNames, toLabel, toParameterText } from './test-case-versions.ts';

export type CaseView = {
  readonly withProperties: boolean;
  readonly withSteps: boolean;
  /** `showParamIdentifier`: `[~name]` rather than `[~id]`. */
  readonly byName: boolean;
};
export type CaseScope = { readonly site: Site; readonly project: Project };

export const readParameterForm = (query: Query): boolean => readFlag(query, 'showParamIdentifier', false);

export function toTestCase(
  { site, project }: CaseScope,
  row: CaseRow,
  { view, version = currentVersion(row) }: { readonly view: CaseView; readonly version?: VersionRow },
) {
  return {
    id: row.id,
    pid: row.pid,
    name: version.name,
    order: row.order,
    parent_id: row.parentId,
    test_case_version_id: version.id,
    version: toLabel(version),
    description: version.description,
    precondition: version.precondition,
    creator_id: row.creatorId,
    agent_ids: [],
    created_date: toDateText(row.createdAt),
    last_modified_date: toDateText(row.modifiedAt),
    ...(view.withProperties
      ? { properties: toProperties({ site, project, object: 'test-cases' }, version.values) }
      : {}),
    ...(view.withSteps
      ? { test_steps: version.steps.map((step) => toStep(project, step, view.byName)) }
      : {}),
  };
}

export function toStep(project: Project, step: StepRow, byName: boolean) {
  const called = step.calledTestCaseId === null ? undefined : project.cases.get(step.calledTestCaseId);
  return {
    id: step.id,
    description: toParameterText(project, step.description, byName),
    expected: toParameterText(project, step.expected, byName),
    order: step.order,
    group: 0,
    parameter_values: [...parameterNames(step.description), ...parameterNames(step.expected)],
    called_test_case_id: step.calledTestCaseId,
    called_test_case_name: called ? currentVersion(called).name : null,
  };
}
