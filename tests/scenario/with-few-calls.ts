import type { ZephyrData, ZephyrProject } from '@z2q/sandbox';

/** More than a page of ten: each step is one more request for its files. */
const MOST_STEPS = 15;

/**
 * The same records for fewer calls: the case of fifty steps has fifteen, and of the folders there are those that hold
 * something, those above them, and the first area with its twins and its empty ones.
 */
export function withFewCalls(data: ZephyrData): ZephyrData {
  for (const project of data.projects) {
    shortenLongest(project);
    project.folders = listTelling(project);
  }
  return data;
}

/** Takes steps away from cases, and from what was executed of them, but none that holds a file. */
function shortenLongest({ cases, executions, attachments }: ZephyrProject): void {
  const holders = new Set(attachments.map(({ owner }) => ('stepId' in owner ? owner.stepId : null)));
  const isKept = ({ id }: { readonly id: number | null }, at: number): boolean =>
    at < MOST_STEPS || (id !== null && holders.has(id));
  for (const { key, script } of cases) {
    if (script.type !== 'steps' || script.steps.length <= MOST_STEPS) continue;
    script.steps = script.steps.filter(isKept);
    for (const execution of executions.filter(({ testCaseKey }) => testCaseKey === key))
      execution.stepResults = execution.stepResults.filter(isKept);
  }
}

function listTelling({ folders, cases, cycles, plans }: ZephyrProject): ZephyrProject['folders'] {
  const [first] = folders;
  const holders = new Set([...cases, ...cycles, ...plans].map(({ folderId }) => folderId));
  const holdsSome = (id: number): boolean =>
    holders.has(id) || folders.some((folder) => folder.parentId === id && holdsSome(folder.id));
  return folders.filter(({ id, parentId }) => id === first?.id || parentId === first?.id || holdsSome(id));
}
