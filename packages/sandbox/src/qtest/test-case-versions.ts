import type { Project } from './state/project.ts';
import { type CaseRow, ownerPlace, type StepRow, type Values, type VersionRow } from './state/rows.ts';

/** A step as a client sends it. */
export type StepDraft = {
  readonly id?: number | null | undefined;
  readonly description: string;
  readonly expected: string;
  readonly order: number;
  readonly calledTestCaseId: number | null;
};
export type VersionContent = {
  readonly name: string;
  readonly description: string;
  readonly precondition: string;
  readonly values: Values;
};

export const currentVersion = (row: CaseRow): VersionRow => {
  const version = row.versions.at(-1);
  if (!version) throw new Error(`Test case ${row.id} has no version`);
  return version;
};

export const isApproved = ({ minor }: VersionRow): boolean => minor === 0;

/** The version label: "0.1" when new, "1.0" once approved. */
export const toLabel = ({ major, minor }: VersionRow): string => `${major}.${minor}`;

export const newestApproved = (row: CaseRow): VersionRow | undefined => row.versions.findLast(isApproved);

/** Approved versions and the newest draft; drafts in between are not listed. */
export const listedVersions = (row: CaseRow): VersionRow[] =>
  row.versions.filter((version, index) => isApproved(version) || index === row.versions.length - 1);

export function firstVersion(
  project: Project,
  caseId: number,
  content: VersionContent & { readonly steps: readonly StepDraft[] },
): VersionRow {
  const steps = toStepRows(project, { drafts: content.steps, before: [] });
  return register(project, caseId, { ...content, id: project.nextId(), major: 0, minor: 1, steps });
}

/** Every edit makes a new version, 0.1 higher. Unchanged steps keep their ids. */
export function addDraft(
  project: Project,
  row: CaseRow,
  change: Partial<VersionContent> & { readonly steps?: readonly StepDraft[] },
): VersionRow {
  const before = currentVersion(row);
  const steps = change.steps
    ? toStepRows(project, { drafts: change.steps, before: before.steps })
    : before.steps;
  const version = { ...before, ...change, id: project.nextId(), minor: before.minor + 1, steps };
  row.versions.push(register(project, row.id, version));
  row.modifiedAt = Date.now();
  return version;
}

/** The next whole version, with a new version id and new step ids. Files move to the new steps. */
export function approve(project: Project, row: CaseRow): VersionRow {
  const before = currentVersion(row);
  const steps = before.steps.map((step) => ({ ...step, id: project.nextId() }));
  const version = { ...before, id: project.nextId(), major: before.major + 1, minor: 0, steps };
  row.versions.push(register(project, row.id, version));
  row.modifiedAt = Date.now();
  for (const [index, step] of before.steps.entries()) {
    const next = steps[index];
    if (next) moveFiles(project, step.id, next.id);
  }
  return version;
}

export function moveFiles(project: Project, fromStepId: number, toStepId: number): void {
  for (const file of [...project.attachments.in(ownerPlace('test-steps', fromStepId))]) {
    project.attachments.change(file, () => {
      file.ownerId = toStepId;
    });
  }
}

function register(project: Project, caseId: number, version: VersionRow): VersionRow {
  project.caseOfVersion.set(version.id, caseId);
  for (const step of version.steps) project.caseOfStep.set(step.id, caseId);
  return version;
}

function toStepRows(
  project: Project,
  { drafts, before }: { readonly drafts: readonly StepDraft[]; readonly before: readonly StepRow[] },
): StepRow[] {
  return drafts
    .toSorted((a, b) => a.order - b.order)
    .map(({ id, ...draft }, index) => {
      const step = { ...draft, order: index + 1 };
      const known = before.find((other) => (id ? other.id === id : other.order === step.order));
      for (const text of [step.description, step.expected]) nameParameters(project, text);
      return { ...step, id: known && isSame(known, step) ? known.id : project.nextId() };
    });
}

const isSame = (known: StepRow, step: Omit<StepRow, 'id'>): boolean =>
  known.description === step.description &&
  known.expected === step.expected &&
  known.calledTestCaseId === step.calledTestCaseId;

const parameter = /\[~([^[\]~]+)\]/g;

/** `[~name]` in a step's text makes a test parameter (OpenAPI). */
function nameParameters(project: Project, text: string): void {
  for (const name of parameterNames(text)) {
    if (!project.parameters.has(name)) project.parameters.set(name, project.nextId());
  }
}

export const parameterNames = (text: string): string[] =>
  [...text.matchAll(parameter)].map(([, name]) => name ?? '');

/** Parameters are returned by id, `[~123]`, unless names are requested. */
export const toParameterText = (project: Project, text: string, byName: boolean): string =>
  byName
    ? text
    : text.replace(parameter, (_all, name: string) => `[~${project.parameters.get(name) ?? name}]`);
