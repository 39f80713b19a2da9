import type {
  DraftStepResult,
  ExecutionDraft,
  LedgerEntry,
  TargetField,
  TargetStatus,
  TargetStep,
  TestLogDraft,
  TestLogWrite,
} from '@z2q/contracts';
import { findStatus, UNEXECUTED_STATUS } from '../fields/execution-status.ts';
import { addDetails, type Detail } from '../text/details-block.ts';
import { toLines } from '../text/html.ts';
import { fillRequired } from './fill-required.ts';
import { resolveFields, toDetailLines, toLateEntries } from './resolve-fields.ts';
import type { Written } from './written.ts';

export type LogTarget = {
  /** Steps of the version that is logged. */
  readonly steps: readonly Pick<TargetStep, 'id' | 'order'>[];
  readonly statuses: readonly TargetStatus[];
  /** null: the target takes the newest approved one. */
  readonly versionId: number | null;
  readonly fields: readonly TargetField[];
};

/** Body of a test log, with a status for every step; null for an execution that was not run. */
export function toLogWrite(draft: ExecutionDraft, target: LogTarget): Written<TestLogWrite> | null {
  const { log, sourceKey } = draft;
  if (log === null) return null;
  const { properties, unresolved } = resolveFields(log.fields, target.fields);
  const { properties: ofRun } = resolveFields(draft.runFields, target.fields);
  const required = fillRequired('test-runs', properties, target.fields, ofRun);
  const status = findStatus(log.status, target.statuses);
  const leftOver = log.stepResults.filter(({ stepIndex }) => stepIndex >= target.steps.length);
  const details = [
    ...(status.isExact ? [] : [{ label: 'Status in Zephyr', values: [log.status] }]),
    ...unknownStepStatuses(log, target),
    ...leftOver.map(toDetail),
    ...toDetailLines(unresolved),
  ];
  const write: TestLogWrite = {
    status: { id: status.id },
    exe_start_date: log.start,
    exe_end_date: log.end,
    ...(target.versionId === null ? {} : { test_case_version_id: target.versionId }),
    note: addDetails(log.note, details, sourceKey),
    properties: required.properties,
    test_step_logs: toStepLogs(log, target),
  };
  return {
    write,
    late: [
      ...toLateEntries(unresolved, 'changed', 'note'),
      ...(status.isExact ? [] : [statusEntry('status', log.status)]),
      ...unknownResults(log, target).map((result) => statusEntry(sourceOf(result), result.status)),
      ...leftOver.map((result) => ({
        field: sourceOf(result),
        outcome: 'changed' as const,
        code: 'no_step_for_result' as const,
      })),
      ...required.late,
    ],
    filled: required.filled,
  };
}

function toStepLogs(log: TestLogDraft, { steps, statuses }: LogTarget): TestLogWrite['test_step_logs'] {
  const results = new Map(log.stepResults.map((result) => [result.stepIndex, result]));
  return steps
    .toSorted((left, right) => left.order - right.order)
    .map((step, index) => {
      const result = results.get(index);
      return {
        test_step_id: step.id,
        status: { id: findStatus(result?.status ?? UNEXECUTED_STATUS, statuses).id },
        actual_result: result?.actualResult ?? '',
        exe_date: log.end,
        order: step.order,
      };
    });
}

const unknownResults = (log: TestLogDraft, { steps, statuses }: LogTarget): readonly DraftStepResult[] =>
  log.stepResults.filter(
    ({ stepIndex, status }) => stepIndex < steps.length && !findStatus(status, statuses).isExact,
  );

const unknownStepStatuses = (log: TestLogDraft, target: LogTarget): readonly Detail[] =>
  unknownResults(log, target).map(({ stepIndex, status }) => ({
    label: `Step ${stepIndex + 1}, status in Zephyr`,
    values: [status],
  }));

const toDetail = ({ stepIndex, status, actualResult }: DraftStepResult): Detail => ({
  label: `Step ${stepIndex + 1}`,
  values: actualResult === '' ? [toLines(status)] : [toLines(status), actualResult],
  isHtml: true,
});

const statusEntry = (field: string, status: string): LedgerEntry => ({
  field,
  outcome: 'changed',
  code: 'status_not_on_target',
  before: status,
});

const sourceOf = ({ sourceIndex, stepIndex }: DraftStepResult): string =>
  `stepResults[${sourceIndex ?? stepIndex}].status`;
