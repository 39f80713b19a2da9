import {
  type DraftField,
  type DraftStepResult,
  type ExecutionDraft,
  type SourceExecution,
  sourcesOf,
  type TestCaseDraft,
  type TestLogDraft,
  type Transformed,
} from '@z2q/contracts';
import { toDetailsField } from '../fields/details-field.ts';
import { EXECUTION_FIELDS } from '../fields/execution-fields.ts';
import { isSameStatus } from '../fields/execution-status.ts';
import { mappedStatus, meaningInSource, REST } from '../fields/status-meaning.ts';
import { ZEPHYR_KEY_FIELD } from '../fields/well-known-fields.ts';
import { type Detail, toStampedHtml } from '../text/details-block.ts';
import type { ExecutionContext } from './context.ts';
import { type StandIn, toExecutionTimes } from './execution-times.ts';
import { placeCustomFields } from './place-custom-fields.ts';
import { type Placed, placeFields } from './place-fields.ts';
import { type PlacedResults, placeStepResults } from './step-results.ts';
import { unnamed, unresolved } from './unresolved.ts';

/** Maps an execution by `execution-fields.ts`. Fails when its test case or cycle was not extracted. */
export function mapExecution(
  received: SourceExecution,
  context: ExecutionContext,
): Transformed<ExecutionDraft> {
  const execution = { ...received, isUnexecuted: isNotRun(received, context) };
  const testCase = context.testCase(execution.testCaseKey);
  if (testCase === undefined && execution.testCaseKey.startsWith('#')) return unnamed(execution);
  if (testCase === undefined) return unresolved(`test case ${execution.testCaseKey}`, execution.key);
  const { cycleId } = execution;
  if (cycleId !== null && context.cycle(cycleId) === undefined) {
    return unresolved(`test cycle ${cycleId}`, execution.key);
  }
  const placed = placeFields(EXECUTION_FIELDS, execution, 'test-runs', context);
  const draft = toDraft(execution, testCase, placed, context);
  return { outcome: 'draft', draft, ledger: placed.book.close() };
}

/** Also true for a status of the project's own that means not executed and is not the default. */
const isNotRun = ({ isUnexecuted, actualEnd, status }: SourceExecution, { mapping }: ExecutionContext) =>
  isUnexecuted || (actualEnd === null && meaningInSource(status, mapping.executionStatus) === 'unexecuted');

function toDraft(
  execution: SourceExecution,
  testCase: Pick<TestCaseDraft, 'name' | 'steps'>,
  placed: Placed,
  context: ExecutionContext,
): ExecutionDraft {
  const environment = [...placed.fields];
  placeCustomFields(placed, execution.customFields, 'test-runs', context);
  const custom = placed.fields.slice(environment.length);
  const { mapping, testCase: caseOf } = context;
  const about = {
    table: mapping.executionStatus,
    calledSteps: (called: string) => caseOf(called)?.steps,
  };
  const results = placeStepResults(execution, testCase.steps, about, placed.book);
  const key = runKeyOf(execution, context);
  const own = [{ label: ZEPHYR_KEY_FIELD, kind: 'text', values: [key] } as const, ...environment];
  const { isUnexecuted } = execution;
  return {
    type: 'execution',
    sourceId: execution.sourceId,
    sourceKey: execution.key,
    runKey: key,
    runName: testCase.name,
    runFields: isUnexecuted ? [...own, ...custom, toRunDetails(execution, placed, results)] : own,
    testCaseKey: execution.testCaseKey,
    cycleSourceId: execution.cycleId,
    log: isUnexecuted ? null : toLogDraft(execution, placed, results, custom, context),
  };
}

/**
 * Executions of one case in one cycle and environment share a test run, and so a batch. The store cuts batches by the
 * id of the environment, so two environments with the same name must have two keys here as well.
 */
function runKeyOf(
  { cycleId, testCaseKey, environmentId }: SourceExecution,
  { distinctEnvironment }: ExecutionContext,
): string {
  const environment = environmentId === null ? '' : distinctEnvironment(environmentId);
  return `${cycleId ?? 'adhoc'}|${testCaseKey}|${environment}`;
}

function toLogDraft(
  execution: SourceExecution,
  placed: Placed,
  { stepResults, details }: PlacedResults,
  fields: readonly DraftField[],
  context: ExecutionContext,
): TestLogDraft {
  noteStatuses(execution, stepResults, placed, context);
  const { start, end, standIn } = toExecutionTimes(execution, context);
  const before = execution.actualEnd;
  const standing = { params: { standIn: standIn ?? '' }, after: end };
  if (standIn !== null && before) placed.book.changed('actualEnd', 'no_end', { ...standing, before });
  else if (standIn !== null) placed.book.added('actualEnd', 'no_end', standing);
  const endDetails =
    standIn === null ? [] : [{ label: 'Execution date', values: [`none in Zephyr; ${STAND_INS[standIn]}`] }];
  const lines = [...endDetails, ...environmentDetails(execution), ...placed.details, ...details];
  const note = toStampedHtml(execution.comment ?? '', lines, execution.key);
  const status = execution.status ?? '';
  const statusMapping = toStatusMapping([status, ...stepResults.map((result) => result.status)], context);
  return { status, ...statusMapping, start, end, note, stepResults, fields };
}

/** Words for the note of the log. */
const STAND_INS: Readonly<Record<StandIn, string>> = {
  planned_end: "the cycle's planned end",
  planned_start: "the cycle's planned start",
  reading: 'the time it was read from Zephyr',
  epoch: 'the beginning of 1970',
};

/** Only renames by the mapping file are known here; how the target's statuses match is known when the log is sent. */
function noteStatuses(
  { status, stepResults }: SourceExecution,
  placed: readonly DraftStepResult[],
  { book }: Placed,
  { mapping }: ExecutionContext,
): void {
  if (status === null || status === '') book.added('status', 'no_status');
  const alone = placed.flatMap((result) => {
    const [only, ...more] = sourcesOf(result);
    return more.length > 0 || only === undefined ? [] : [only];
  });
  const fields = [
    { field: 'status', before: status },
    ...alone.map((at) => ({ field: `stepResults[${at}].status`, before: stepResults[at]?.status })),
  ];
  for (const { field, before } of fields) {
    const after = mappedStatus(before ?? '', mapping.executionStatus);
    if (before && after !== undefined && !isSameStatus(before, after))
      book.changed(field, 'renamed_by_mapping', { before, after });
  }
}

/** The lines of the mapping file that concern the statuses of a log. */
function toStatusMapping(
  names: readonly string[],
  { mapping: { executionStatus: table } }: ExecutionContext,
): Pick<TestLogDraft, 'statusMapping'> {
  const pairs = names.flatMap((name) => {
    const to = mappedStatus(name, table);
    return to === undefined ? [] : [[name, to] as const];
  });
  const rest = table[REST];
  const statusMapping = { ...Object.fromEntries(pairs), ...(rest === undefined ? {} : { [REST]: rest }) };
  return Object.keys(statusMapping).length === 0 ? {} : { statusMapping };
}

const environmentDetails = ({ environment }: SourceExecution): readonly Detail[] =>
  environment === null || environment === '' ? [] : [{ label: 'Environment', values: [environment] }];

/** A run without a log must hold the assignee, the comment and the key itself. */
function toRunDetails(execution: SourceExecution, placed: Placed, results: PlacedResults): DraftField {
  const { status, comment, key } = execution;
  const original = status === null ? [] : [{ label: 'Status in Zephyr', values: [status], source: 'status' }];
  const lines = [...original, ...environmentDetails(execution), ...placed.details, ...results.details];
  return toDetailsField({ text: comment, source: 'comment', key }, lines);
}
