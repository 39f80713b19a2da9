import type { ZephyrExecution } from '../zephyr-data/zephyr-run.ts';
import type { Located } from './record-index.ts';
import type { ZephyrIndex } from './zephyr-index.ts';

/** Instants in milliseconds. */
export type ExecutionFilter = {
  readonly jiraProjectVersionId?: number | undefined;
  readonly testCycle?: string | undefined;
  readonly testCase?: string | undefined;
  readonly actualEndDateAfter?: number | undefined;
  readonly actualEndDateBefore?: number | undefined;
  readonly onlyLastExecutions: boolean;
};

type Executions = readonly Located<ZephyrExecution>[];
type Condition = (execution: ZephyrExecution) => boolean;

/** Throws 404 when the cycle or case of the filter does not exist. */
export function filterExecutions(
  index: ZephyrIndex,
  executions: Executions,
  filter: ExecutionFilter,
): Executions {
  const conditions = toConditions(index, filter);
  const found =
    conditions.length === 0
      ? executions
      : executions.filter(({ record }) => conditions.every((holds) => holds(record)));
  return filter.onlyLastExecutions ? keepLast(found) : found;
}

function toConditions(index: ZephyrIndex, filter: ExecutionFilter): readonly Condition[] {
  const conditions: Condition[] = [];
  const { testCycle, testCase, jiraProjectVersionId, actualEndDateAfter, actualEndDateBefore } = filter;
  if (testCycle !== undefined) {
    const { id } = index.cycles.get(testCycle).record;
    conditions.push((execution) => execution.cycleId === id);
  }
  if (testCase !== undefined) {
    const { key } = index.cases.get(testCase).record;
    conditions.push((execution) => execution.testCaseKey === key);
  }
  if (jiraProjectVersionId !== undefined) {
    conditions.push((execution) => execution.jiraVersionId === jiraProjectVersionId);
  }
  if (actualEndDateAfter !== undefined) conditions.push((execution) => endOf(execution) > actualEndDateAfter);
  if (actualEndDateBefore !== undefined)
    conditions.push((execution) => endOf(execution) < actualEndDateBefore);
  return conditions;
}

/** NaN, which is within no bounds, for an execution that has not ended. */
const endOf = ({ actualEndDate }: ZephyrExecution): number => Date.parse(actualEndDate ?? '');

/** Keeps the newest execution of each case in each cycle, and all ad hoc executions. */
function keepLast(executions: Executions): Executions {
  const last = new Map<string, number>();
  const itemOf = ({ cycleId, testCaseKey, id }: ZephyrExecution): string =>
    cycleId === null ? `${id}` : `${cycleId}/${testCaseKey}`;
  for (const { record } of executions) {
    last.set(itemOf(record), Math.max(record.id, last.get(itemOf(record)) ?? 0));
  }
  return executions.filter(({ record }) => last.get(itemOf(record)) === record.id);
}
