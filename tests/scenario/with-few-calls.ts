import type { ZephyrData, ZephyrProject, ZephyrScript, ZephyrStepResult } from '@z2q/sandbox';

/** More than a page of ten: each step is one more request for its files. */
const MOST_STEPS = 11;
/** Of a case whose steps fit on one page. */
const FEW_STEPS = 2;

/**
 * The same records for fewer calls: the case of fifty steps has eleven and the others two, and of the folders there are
 * those that hold something, those above them, and the first area with its twins and its empty ones.
 */
export function withFewCalls(data: ZephyrData): ZephyrData {
  for (const project of data.projects) {
    shortenCases(project);
    project.folders = listTelling(project);
  }
  return data;
}

/** Takes the last steps away from cases, and from what was executed of them, after the last one that holds a file. */
function shortenCases({ cases, executions, attachments }: ZephyrProject): void {
  const holders = new Set(attachments.map(({ owner }) => ('stepId' in owner ? owner.stepId : null)));
  const countToFile = (steps: readonly { readonly id: number | null }[]): number =>
    steps.findLastIndex(({ id }) => id !== null && holders.has(id)) + 1;
  const called = new Set(cases.flatMap(({ script }) => listCalled(script)));
  for (const { key, script } of cases) {
    if (script.type !== 'steps') continue;
    const executed = executions.filter(({ testCaseKey }) => testCaseKey === key);
    const isLong = script.steps.length > MOST_STEPS;
    // Where steps are executed that are not in the case itself, or several times, all of them stay.
    const isPlain =
      !called.has(key) &&
      listCalled(script).length === 0 &&
      executed.every(({ stepResults }) => stepResults.length <= script.steps.length);
    if (!isLong && !isPlain) continue;
    const kept = Math.max(
      isLong ? MOST_STEPS : FEW_STEPS,
      countToFile(script.steps),
      ...executed.flatMap(({ stepResults }) => [countToFile(stepResults), countDecisive(stepResults)]),
    );
    script.steps.length = Math.min(kept, script.steps.length);
    for (const { stepResults } of executed) stepResults.length = Math.min(kept, stepResults.length);
  }
}

const listCalled = (script: ZephyrScript): readonly string[] =>
  script.type === 'steps'
    ? script.steps.flatMap((step) => (step.kind === 'call' ? [step.testCaseKey] : []))
    : [];

/** Steps up to the one that decided the outcome. */
const countDecisive = (results: readonly ZephyrStepResult[]): number =>
  results.findLastIndex(({ actualResult }) => actualResult !== null) + 1;

function listTelling({ folders, cases, cycles, plans }: ZephyrProject): ZephyrProject['folders'] {
  const [first] = folders;
  const holders = new Set([...cases, ...cycles, ...plans].map(({ folderId }) => folderId));
  const holdsSome = (id: number): boolean =>
    holders.has(id) || folders.some((folder) => folder.parentId === id && holdsSome(folder.id));
  return folders.filter(({ id, parentId }) => id === first?.id || parentId === first?.id || holdsSome(id));
}
