import { type GenerateOptions, generateZephyrData, type ZephyrData, type ZephyrProject } from '@z2q/sandbox';
import { withFewFolders } from './with-few-folders.ts';
import { withoutUnplaced } from './without-unplaced.ts';

/** More than a page of ten: each step is one more request for its files. */
const MOST_STEPS = 15;

const SIZE: GenerateOptions = { cases: 12, executions: 20, cycles: 4, plans: 2, attachments: 10 };
const ONE_BATCH: GenerateOptions = { cases: 6, executions: 8, cycles: 3, plans: 2, attachments: 6 };

/** The smallest project with every kind of record that has a place on the target, in more than one batch of each. */
export const everyKind = (): ZephyrData => toSmallest(SIZE);

/** The same in one batch of each, for what looks at every batch by itself. */
export const everyKindOnce = (): ZephyrData => toSmallest(ONE_BATCH);

function toSmallest(size: GenerateOptions): ZephyrData {
  const data = withFewFolders(withoutUnplaced(generateZephyrData(size)));
  for (const project of data.projects) shortenLongest(project);
  return data;
}

/** Takes steps away from the case of fifty, and from what was executed of it. */
function shortenLongest({ cases, executions }: ZephyrProject): void {
  const longest = cases.find(({ script }) => script.type === 'steps' && script.steps.length > MOST_STEPS);
  if (longest?.script.type !== 'steps') throw new RangeError('No case has many steps');
  longest.name = 'Many steps';
  longest.script.steps = longest.script.steps.slice(0, MOST_STEPS);
  for (const execution of executions.filter(({ testCaseKey }) => testCaseKey === longest.key))
    execution.stepResults = execution.stepResults.slice(0, MOST_STEPS);
}
