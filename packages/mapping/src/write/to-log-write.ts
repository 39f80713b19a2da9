import {
  type DraftStepResult,
  type ExecutionDraft,
  type LedgerCode,
  type LedgerEntry,
  sourcesOf,
  type TargetField,
  type TargetStatus,
  type TargetStep,
  type TestLogDraft,
  type TestLogWrite,
} from '@z2q/contracts';
import {
  isSameStatus,
  matchStatus,
  type StatusMatch,
  UNEXECUTED_STATUS,
} from '../fields/execution-status.ts';
import { addDetails, type Detail } from '../text/details-block.ts';
import { toLines } from '../text/html.ts';
import { fillRequired } from './fill-required.ts';
import { resolveFields, toDetailLines, toLateEntries } from './resolve-fields.ts';
import type { Written } from './written.ts';

export type LogTarget = {
  /** Steps of the logged version. */
  readonly steps: readonly Pick<TargetStep, 'id' | 'order'>[];
  readonly statuses: readonly TargetStatus[];
  /** null: the target uses the newest approved version. */
  readonly versionId: number | null;
  readonly fields: readonly TargetField[];
};

export type WrittenLog = Written<TestLogWrite> & {
  /** Statuses without a counterpart on the target. If there are any the body must not be sent. */
  readonly unmapped: readonly string[];
};

/** Body of a test log, with a status for every step; null for an execution that was never run. */
export function toLogWrite(draft: ExecutionDraft, target: LogTarget): WrittenLog | null {
  const { log, sourceKey } = draft;
  if (log === null) return null;
  const { properties, unresolved } = resolveFields(log.fields, target.fields);
  const { properties: ofRun } = resolveFields(draft.runFields, target.fields);
  const required = fillRequired('test-runs', properties, target.fields, ofRun);
  const match = matchStatus(log.status, target.statuses, log.statusMapping);
  const leftOver = log.stepResults.filter(
    (result) => result.stepIndex >= target.steps.length && sourcesOf(result).length > 0,
  );
  const matched = matchResults(log, target);
  const details = [
    ...(log.status === match.name ? [] : [{ label: 'Status in Zephyr', values: [log.status || 'none'] }]),
    ...matched.flatMap(toStatusDetail),
    ...leftOver.map(toDetail),
    ...toDetailLines(unresolved),
  ];
  const write: TestLogWrite = {
    status: { id: match.id },
    exe_start_date: log.start,
    exe_end_date: log.end,
    ...(target.versionId === null ? {} : { test_case_version_id: target.versionId }),
    note: addDetails(log.note, details, sourceKey),
    properties: required.properties,
    test_step_logs: toStepLogs(log, matched, target),
  };
  const taken = matched.find(({ result }) => result.hasNoStatus && result.status === log.status);
  return {
    write,
    late: [
      ...toLateEntries(unresolved, 'changed', 'note'),
      ...toStatusEntry('status', log.status, match),
      ...matched.flatMap((one) => resultEntries(one)),
      ...leftOver.flatMap(sourcesOf).map((at) => ({
        field: `stepResults[${at}].status`,
        outcome: 'changed' as const,
        code: 'no_step_for_result' as const,
      })),
      ...(taken ? [{ ...STEPS_TAKEN, after: taken.match.name }] : []),
      ...required.late,
    ],
    filled: required.filled,
    unfilled: required.unfilled,
    unmapped: [
      ...new Set([
        ...(match.by === 'nothing' ? [log.status] : []),
        ...matched.flatMap(({ result, match: { by } }) =>
          by === 'nothing' && !result.hasNoStatus ? [result.status] : [],
        ),
      ]),
    ],
  };
}

const STEPS_TAKEN = { field: 'target: step logs', outcome: 'added', code: 'step_as_execution' } as const;

type Matched = { readonly result: DraftStepResult; readonly match: StatusMatch };

/** The results for which the target has a step. */
const matchResults = (log: TestLogDraft, { steps, statuses }: LogTarget): readonly Matched[] =>
  log.stepResults
    .filter(({ stepIndex }) => stepIndex < steps.length)
    .map((result) => ({ result, match: matchStatus(result.status, statuses, log.statusMapping) }));

function toStepLogs(
  log: TestLogDraft,
  matched: readonly Matched[],
  { steps, statuses }: LogTarget,
): TestLogWrite['test_step_logs'] {
  const results = new Map(matched.map((one) => [one.result.stepIndex, one]));
  return steps
    .toSorted((left, right) => left.order - right.order)
    .flatMap((step, index) => {
      const { result, match = matchStatus(UNEXECUTED_STATUS, statuses) } = results.get(index) ?? {};
      const isUnsaid = result === undefined || result.hasNoStatus === true;
      if (match.by === 'nothing' && isUnsaid) return [];
      return [
        {
          test_step_id: step.id,
          status: { id: match.id },
          actual_result: result?.actualResult ?? '',
          exe_date: log.end,
          order: step.order,
        },
      ];
    });
}

/** The status name in Zephyr, if the target's status says something else. */
const toStatusDetail = ({ result, match }: Matched): readonly Detail[] =>
  isOfSeveral(result) || isSameStatus(result.status, match.name)
    ? []
    : [{ label: `Step ${result.stepIndex + 1}, status in Zephyr`, values: [result.status] }];

const resultEntries = ({ result, match }: Matched): readonly LedgerEntry[] =>
  isOfSeveral(result)
    ? []
    : toStatusEntry(`stepResults[${sourcesOf(result)[0]}].status`, result.status, match);

/** True also without any result. For several results in one step, transform has entered what became of each. */
const isOfSeveral = (result: DraftStepResult): boolean =>
  result.hasNoStatus === true || sourcesOf(result).length !== 1;

const toDetail = ({ stepIndex, status, hasNoStatus, actualResult }: DraftStepResult): Detail => ({
  label: `Step ${stepIndex + 1}`,
  values: [toLines(hasNoStatus ? 'no status' : status), actualResult].filter((html) => html !== ''),
  isHtml: true,
});

const STATUS_CODES: Readonly<Partial<Record<StatusMatch['by'], LedgerCode>>> = {
  meaning: 'status_by_meaning',
  rest: 'status_by_rest',
  'new-run': 'status_of_new_run',
  'none-given': 'no_status',
  nothing: 'status_not_on_target',
};

function toStatusEntry(field: string, status: string, { name, by }: StatusMatch): readonly LedgerEntry[] {
  const code = STATUS_CODES[by];
  if (code === undefined || isSameStatus(status, name)) return [];
  const before = status === '' ? {} : { before: status };
  const outcome = by === 'none-given' ? 'added' : 'changed';
  return [{ field, outcome, code, ...before, after: name }];
}
