import type { ZephyrInlineStep } from '../zephyr-case.ts';
import type { ZephyrExecution, ZephyrStepResult } from '../zephyr-run.ts';
import type { Generation } from './generation.ts';
import { toStatusId } from './status-id.ts';

export type StepResultOptions = {
  /** How often the steps are executed: once for each row of test data. */
  readonly rows: number;
  /** Leaves one in five executions without step results, as testers do. */
  readonly maySkip: boolean;
};

/**
 * Step results that fit the outcome: passed up to the step that decided it, the rest not executed. An unfinished
 * execution has none.
 */
export function toStepResults(
  generation: Generation,
  execution: ZephyrExecution,
  steps: readonly ZephyrInlineStep[],
  { rows, maySkip }: StepResultOptions,
): ZephyrStepResult[] {
  const { draw, nextId } = generation;
  if (execution.actualEndDate === null || (maySkip && draw.chance(0.2))) return [];
  const pass = toStatusId(generation, 'Pass');
  const repeated = Array.from({ length: rows }, (_, row) => steps.map((step) => ({ step, row }))).flat();
  const decisive = execution.statusId === pass ? -1 : draw.whole(0, Math.max(0, repeated.length - 1));
  const toStatus = (at: number): number => {
    if (decisive === -1 || at < decisive) return pass;
    return at === decisive ? execution.statusId : toStatusId(generation, 'Not Executed');
  };
  return repeated.map(({ step: { description, testData, expectedResult }, row }, at) => ({
    id: nextId(),
    description,
    testData,
    expectedResult,
    actualResult: at === decisive ? 'It did <strong>not</strong> – see the picture' : null,
    testDataRowNumber: rows === 1 ? null : row,
    statusId: toStatus(at),
  }));
}
