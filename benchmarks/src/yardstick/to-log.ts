import { withDetails } from './html.ts';
import type { Scope } from './migrate-project.ts';
import type { Status, TargetStep } from './qtest-api.ts';
import type { Names } from './zephyr-api.ts';
import type { Execution, StepResult } from './zephyr-records.ts';

const TARGET_NAMES: Readonly<Record<string, string>> = {
  Pass: 'Passed',
  Fail: 'Failed',
  Blocked: 'Blocked',
  'In Progress': 'Incomplete',
  'Not Executed': 'Unexecuted',
};

export type LogParts = {
  readonly results: readonly StepResult[];
  readonly steps: readonly TargetStep[];
  readonly statuses: readonly Status[];
  readonly versionId: number;
  /** Stands in for a missing end. */
  readonly standIn: string;
};

/** An execution with its results as a log of a run, all times in whole seconds. */
export function toLog({ names }: Scope, execution: Execution, parts: LogParts) {
  const toStatus = createToStatus(names.executionStatuses, parts.statuses);
  const endMs = Date.parse(execution.actualEndDate ?? parts.standIn);
  const end = toSeconds(endMs);
  const status = names.executionStatuses.get(execution.testExecutionStatus?.id ?? 0)?.name;
  return {
    status: toStatus(execution.testExecutionStatus?.id),
    exe_start_date: toSeconds(endMs - (execution.executionTime ?? 0)),
    exe_end_date: end,
    test_case_version_id: parts.versionId,
    note: withDetails(execution.comment, { Status: status, ...execution.customFields }, execution.key),
    properties: [],
    test_step_logs: parts.steps.map(({ id, order }, index) => ({
      test_step_id: id,
      status: toStatus(parts.results[index]?.inline.status?.id),
      actual_result: parts.results[index]?.inline.actualResult ?? '',
      exe_date: end,
      order,
    })),
  };
}

function createToStatus(names: Names, statuses: readonly Status[]) {
  const idOf = (name: string): number | undefined => statuses.find((status) => status.name === name)?.id;
  return (sourceId: number | undefined): { readonly id: number } => {
    const name = sourceId === undefined ? 'Not Executed' : (names.get(sourceId)?.name ?? '');
    return { id: idOf(TARGET_NAMES[name] ?? name) ?? idOf('Incomplete') ?? 0 };
  };
}

const toSeconds = (epochMs: number): string => `${new Date(epochMs).toISOString().slice(0, 19)}Z`;
