import type { TargetProject } from '../../scenario/open-stand-ins.ts';
import type { CorpusExecution } from './corpus.ts';
import { STATUS_ON_TARGET } from './status-on-target.ts';

type TargetLog = TargetProject['testLogs'][number];

const UNEXECUTED = 605;
const STATUS_IDS: Readonly<Record<string, number>> = {
  Passed: 601,
  Failed: 602,
  Incomplete: 603,
  Blocked: 604,
};

const toStatusId = (name: string): number => STATUS_IDS[STATUS_ON_TARGET[name] ?? ''] ?? UNEXECUTED;

/**
 * Where there are as many results as steps, each step of the log has its own, in order; and no step of a result was not executed unless
 * the source says that of one.
 */
export function verifyStepResults(
  { testScriptResults, statusName }: CorpusExecution,
  { stepLogs }: TargetLog,
  stepCount: number,
): readonly string[] {
  const results = testScriptResults ?? [];
  const isOpen = statusName === 'In Progress' || results.includes('Not Executed');
  if (!isOpen && stepLogs.some(({ statusId }) => statusId === UNEXECUTED))
    return ['has a step that was not executed'];
  if (results.length === 0 || results.length !== stepCount) return [];
  const inOrder = stepLogs.toSorted((left, right) => left.order - right.order);
  const shown = inOrder.map(({ statusId }) => statusId).join();
  return shown === results.map(toStatusId).join() ? [] : ['has other step results'];
}
