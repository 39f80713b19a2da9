import type { ZephyrData, ZephyrProject, ZephyrScript, ZephyrStepResult } from '@z2q/sandbox';

/** More than fits on a page of ten steps. Each step costs one more request for its files. */
const MOST_STEPS = 11;
/** Steps of all other cases. */
const FEW_STEPS = 2;

/**
 * Reduces the requests that a project needs. The case of fifty steps keeps eleven, others two, unless a later
 * step has a file or decides a result. Only folders that hold something stay, with their parents, and the
 * first folder with its children, some of which have equal names or are empty.
 */
export function withFewCalls(data: ZephyrData): ZephyrData {
  for (const project of data.projects) {
    shortenCases(project);
    project.folders = listTelling(project);
  }
  return data;
}

/** Removes steps from the end of cases and their results, but none up to the last step that has a file. */
function shortenCases({ cases, executions, attachments }: ZephyrProject): void {
  const holders = new Set(attachments.map(({ owner }) => ('stepId' in owner ? owner.stepId : null)));
  const countToFile = (steps: readonly { readonly id: number | null }[]): number =>
    steps.findLastIndex(({ id }) => id !== null && holders.has(id)) + 1;
  const called = new Set(cases.flatMap(({ script }) => listCalled(script)));
  for (const { key, script } of cases) {
    if (script.type !== 'steps') continue;
    const executed = executions.filter(({ testCaseKey }) => testCaseKey === key);
    const isLong = script.steps.length > MOST_STEPS;
    // All steps stay if executions have steps of called cases, or of several rows of test data.
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

/** Number of steps up to the last one with an actual result, which decided the outcome. */
const countDecisive = (results: readonly ZephyrStepResult[]): number =>
  results.findLastIndex(({ actualResult }) => actualResult !== null) + 1;

function listTelling({ folders, cases, cycles, plans }: ZephyrProject): ZephyrProject['folders'] {
  const [first] = folders;
  const holders = new Set([...cases, ...cycles, ...plans].map(({ folderId }) => folderId));
  const holdsSome = (id: number): boolean =>
    holders.has(id) || folders.some((folder) => folder.parentId === id && holdsSome(folder.id));
  return folders.filter(({ id, parentId }) => id === first?.id || parentId === first?.id || holdsSome(id));
}
