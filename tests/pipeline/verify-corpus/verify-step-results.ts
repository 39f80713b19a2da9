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
 * If there are as many results as steps, each step of the log must have its own result, in order. No step of
 * a log may be unexecuted, unless the source has such a step or the execution is in progress.
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
