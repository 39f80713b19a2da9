import type { ZephyrExecution } from '../zephyr-run.ts';
import type { Generation } from './generation.ts';
import { toStatusId } from './status-id.ts';

type ToKind = (generation: Generation) => Partial<ZephyrExecution>;

const ended = (actualEndDate: string): Partial<ZephyrExecution> => ({
  actualEndDate,
  updatedOn: actualEndDate,
  executionTimeMs: 42_000,
});

const unexecuted = (generation: Generation): Partial<ZephyrExecution> => ({
  statusId: toStatusId(generation, 'Not Executed'),
  actualEndDate: null,
  executedById: null,
  executionTimeMs: null,
});

/** Repeated executions of one case in one cycle and environment. */
const rerun =
  (status: string, actualEndDate: string): ToKind =>
  (generation) => ({
    testCaseKey: `${generation.project.key}-T2`,
    version: 1,
    cycleId: generation.project.cycles[0]?.id ?? null,
    environmentId: generation.project.environments[0]?.id ?? null,
    statusId: toStatusId(generation, status),
    ...ended(actualEndDate),
  });

const adHoc: ToKind = (generation) => ({
  cycleId: null,
  statusId: toStatusId(generation, 'Pass'),
  ...ended('2026-02-02T10:11:12Z'),
});

/** One execution of each kind that may be difficult to migrate; the newest rerun is not the last one in the list. */
export const EXECUTION_KINDS: readonly ToKind[] = [
  adHoc,
  unexecuted,
  rerun('Fail', '2026-01-13T09:00:00Z'),
  rerun('Pass', '2026-01-15T09:00:00Z'),
  rerun('Blocked', '2026-01-14T09:00:00Z'),
  (generation) => ({ ...adHoc(generation), testCaseKey: `${generation.project.key}-T1`, version: 1 }),
  (generation) => ({ ...unexecuted(generation), cycleId: null, environmentId: null }),
  (generation) => ({ ...adHoc(generation), testCaseKey: `${generation.project.key}-T3`, version: 1 }),
  (generation) => ({ ...adHoc(generation), testCaseKey: `${generation.project.key}-T4`, version: 1 }),
  (generation) => ({ ...adHoc(generation), testCaseKey: `${generation.project.key}-T7`, version: 1 }),
  (generation) => ({
    ...adHoc(generation),
    comment: '<p>Retested with [~jane.doe]</p><ol><li>first</li><li>zweitens – ok</li></ol>',
  }),
  (generation) => ({ ...adHoc(generation), testCaseKey: `${generation.project.key}-T6`, version: 1 }),
];

/** Number of test data rows, by number of the execution; all others have none. */
export const ROWS_OF_KIND: Readonly<Record<number, number>> = { 12: 2 };
