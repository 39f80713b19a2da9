import { notFound } from './api-error.ts';
import { readBody } from './body.ts';
import { readPage, slicePage } from './paging.ts';
import { type Call, type ProjectApi, readId } from './project-api.ts';
import { readFlag } from './query.ts';
import { removeBelongings } from './remove-objects.ts';
import type { CaseRow, StepRow } from './state/rows.ts';
import { addDraft, currentVersion, moveFiles } from './test-case-versions.ts';
import { readParameterForm, toStep } from './test-case-view.ts';
import { caseOf } from './test-cases.ts';
import { readStep, StepWrite } from './test-step-write.ts';

const findStep = (row: CaseRow, { params }: Call): StepRow => {
  const id = readId(params, 'stepId');
  const step = currentVersion(row).steps.find((candidate) => candidate.id === id);
  if (!step) throw notFound(`Test step ${id}`);
  return step;
};

const answer = ({ project, query }: Call, step: StepRow) => toStep(project, step, readParameterForm(query));

/** Steps of the newest version, one by one. */
export function addTestSteps(api: ProjectApi): void {
  const path = '/test-cases/:testCaseId/test-steps';
  const { refusals } = api.context;

  api.get(path, (call) => currentVersion(caseOf(call)).steps.map((step) => answer(call, step)));
  api.get(`${path}/:stepId`, (call) => answer(call, findStep(caseOf(call), call)));
  api.post(path, 200, (call) => {
    const row = caseOf(call);
    const write = readBody(StepWrite, call.body);
    refusals.check('test-steps', { name: write.description });
    return answer(call, insertStep(call, row, write));
  });
  api.put(`${path}/:stepId`, (call) => {
    const row = caseOf(call);
    const before = findStep(row, call);
    const write = readBody(StepWrite, call.body);
    refusals.check('test-steps', { name: write.description });
    return answer(call, replaceStep(call, row, { before, write }));
  });
  api.delete(`${path}/:stepId`, (call) => {
    const row = caseOf(call);
    removeStep(call, row, findStep(row, call));
  });
}

/** The same list in pages, under `/api/v4`. */
export function addTestStepsV4(api: ProjectApi): void {
  api.get('/test-cases/:testCaseId/test-steps', (call) => {
    const page = readPage(call.query, { sizeName: 'size', absent: 200, cap: 999 });
    return slicePage(currentVersion(caseOf(call)).steps, page).map((step) => answer(call, step));
  });
}

function insertStep({ project }: Call, row: CaseRow, write: StepWrite): StepRow {
  const { steps } = currentVersion(row);
  const place = Math.min(write.order ?? steps.length + 1, steps.length + 1);
  const step = { ...readStep(project, write, place), id: project.nextId() };
  const all = steps.toSpliced(place - 1, 0, step);
  const version = addDraft(project, row, {
    steps: all.map((each, index) => ({ ...each, order: index + 1 })),
  });
  return version.steps[place - 1] ?? fail(row);
}

/** Every update gives the step a new id (OpenAPI). Its files move along. */
function replaceStep(
  { project }: Call,
  row: CaseRow,
  { before, write }: { readonly before: StepRow; readonly write: StepWrite },
): StepRow {
  const { steps } = currentVersion(row);
  const draft = { ...readStep(project, write, before.order), id: project.nextId() };
  const others = steps.filter((step) => step !== before);
  const all = others.toSpliced(draft.order - 1, 0, draft);
  const version = addDraft(project, row, {
    steps: all.map((each, index) => ({ ...each, order: index + 1 })),
  });
  const after = version.steps[all.indexOf(draft)] ?? fail(row);
  moveFiles(project, before.id, after.id);
  return after;
}

function removeStep({ project, query }: Call, row: CaseRow, gone: StepRow): void {
  const steps = currentVersion(row)
    .steps.filter((step) => step !== gone)
    .map((step, index) => ({ ...step, order: index + 1 }));
  addDraft(project, row, { steps });
  removeBelongings(project, 'test-steps', gone.id);
  if (!readFlag(query, 'updateVersion', true)) keepVersion(row);
}

/** Replaces the previous version by the newest content. */
function keepVersion(row: CaseRow): void {
  const [before, newest] = row.versions.slice(-2);
  if (!before || !newest) return;
  row.versions.splice(-2, 2, { ...newest, id: before.id, major: before.major, minor: before.minor });
}

function fail(row: CaseRow): never {
  throw new Error(`Test case ${row.id} lost a step`);
}
