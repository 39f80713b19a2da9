import type {
  DraftStep,
  DraftStepResult,
  MappingFile,
  SourceExecution,
  SourceStepResult,
} from '@z2q/contracts';
import { UNEXECUTED_STATUS } from '../fields/execution-status.ts';
import { isResult, meaningInSource, worstStatus } from '../fields/status-meaning.ts';
import type { Detail } from '../text/details-block.ts';
import { agreesWith, alignResults, type CalledSteps } from './align-results.ts';
import type { LedgerBook } from './ledger-book.ts';
import { readCall } from './script-steps.ts';
import { executedTexts, tellInStep, toNoteValues } from './tell-results.ts';

export type PlacedResults = {
  readonly stepResults: readonly DraftStepResult[];
  readonly details: readonly Detail[];
};

type Table = MappingFile['executionStatus'];
type Placing = {
  readonly result: SourceStepResult;
  readonly sourceIndex: number;
  readonly stepIndex: number | null;
};
/** All results of one step. */
type OfStep = {
  readonly stepIndex: number;
  readonly step: DraftStep;
  readonly placings: readonly Placing[];
};

export type ResultsContext = { readonly table: Table; readonly calledSteps: CalledSteps };

/**
 * Places step results on the target's steps, one for each step. Results without a step, and texts that the step log
 * cannot hold, go into the details.
 */
export function placeStepResults(
  execution: Pick<SourceExecution, 'stepResults' | 'isUnexecuted' | 'status'>,
  steps: readonly DraftStep[],
  { table, calledSteps }: ResultsContext,
  book: LedgerBook,
): PlacedResults {
  const { stepResults, isUnexecuted, status } = execution;
  const aligned = alignResults(stepResults, steps, calledSteps);
  const found = stepResults.map(
    (result, sourceIndex): Placing => ({ result, sourceIndex, stepIndex: aligned[sourceIndex] ?? null }),
  );
  const placings = isUnexecuted ? found.map((one) => withoutLog(one, found, steps, table)) : found;
  for (const placing of placings) enter(placing, book);
  const byStep = Map.groupBy(placings, ({ stepIndex }) => stepIndex);
  const ofSteps = steps.map(
    (step, stepIndex): OfStep => ({
      stepIndex,
      step,
      placings: byStep.get(stepIndex) ?? [],
    }),
  );
  const open = isResult(status, table) ? (status ?? '') : UNEXECUTED_STATUS;
  return {
    stepResults: ofSteps.map((ofStep) => toStepResult(ofStep, open, table, book)),
    details: [
      ...ofSteps.flatMap(stepDetails),
      ...(byStep.get(null) ?? []).map(({ result, sourceIndex }) => ({
        label: `Step result ${sourceIndex + 1}`,
        values: toNoteValues(result),
        isHtml: true,
      })),
    ],
  };
}

/** Without a log, a result must be written out unless it is empty and the only one of its step. */
function withoutLog(
  placing: Placing,
  all: readonly Placing[],
  steps: readonly DraftStep[],
  table: Table,
): Placing {
  const { stepIndex, result } = placing;
  const step = stepIndex === null ? undefined : steps[stepIndex];
  if (stepIndex === null || step === undefined) return placing;
  const placings = all.filter((other) => other.stepIndex === stepIndex);
  const isHeld = saysNothing(result, table) && !tellsEach({ stepIndex, step, placings });
  return isHeld ? placing : { ...placing, stepIndex: null };
}

const saysNothing = ({ actualResult, status }: SourceStepResult, table: Table): boolean =>
  (actualResult ?? '') === '' && ((status ?? '') === '' || meaningInSource(status, table) === 'unexecuted');

const FIELDS = [
  'status',
  'actualResult',
  'description',
  'testData',
  'expectedResult',
  'testDataRow',
] as const;

function enter({ result, sourceIndex, stepIndex }: Placing, book: LedgerBook): void {
  const at = `stepResults[${sourceIndex}]`;
  if (result.reflectRef) book.dropped(`${at}.reflectRef`, 'reflect_ref');
  for (const field of FIELDS) {
    if (result[field] === null || result[field] === '') continue;
    book.note(`${at}.${field}`, String(result[field]));
    if (stepIndex === null) book.changed(`${at}.${field}`, 'no_step_for_result');
  }
}

/** Makes the one result of a step. `open`: the status of a step for which Zephyr has none. */
function toStepResult(ofStep: OfStep, open: string, table: Table, book: LedgerBook): DraftStepResult {
  const { stepIndex, placings } = ofStep;
  const [only] = placings;
  const worst = worstStatus(
    placings.flatMap(({ result }) => result.status || []),
    table,
  );
  const status = worst ?? open;
  const sourceIndexes = placings.map(({ sourceIndex }) => sourceIndex);
  const told = tellsEach(ofStep)
    ? tellInStep(placings.map(({ result }) => ({ result, isAsWritten: isAsWritten(ofStep, result) })))
    : (only?.result.actualResult ?? '');
  enterWorst(ofStep, status, book);
  const isTaken = worst === undefined && open !== UNEXECUTED_STATUS;
  return {
    stepIndex,
    status,
    ...(worst === undefined ? { hasNoStatus: true } : {}),
    actualResult: isTaken ? `${told}${TAKEN}` : told,
    sourceIndexes,
  };
}

/** Note for a step whose status is that of the whole execution. */
const TAKEN = "<p><em>Zephyr has no result for this step: the status is the execution's.</em></p>";

/**
 * Whether results are listed one by one in the step's actual result: several results of one step, or results of a
 * called step.
 */
const tellsEach = ({ step, placings }: OfStep): boolean =>
  placings.length > 1 || (isCall(step) && placings.some(({ result }) => executedTexts(result).length > 0));

const isCall = ({ description }: DraftStep): boolean => readCall(description) !== null;

const isAsWritten = ({ step }: OfStep, result: SourceStepResult): boolean =>
  !isCall(step) && agreesWith(step, result);

function enterWorst({ step, placings }: OfStep, worst: string, book: LedgerBook): void {
  if (placings.length < 2) return;
  const code = isCall(step) ? 'worst_of_called' : 'worst_of_rows';
  for (const { result, sourceIndex } of placings)
    if (result.status && result.status !== worst)
      book.changed(`stepResults[${sourceIndex}].status`, code, { before: result.status, after: worst });
}

/** What the log of a step with one result cannot hold: a text that the step no longer has, and the row of test data. */
function stepDetails(ofStep: OfStep): readonly Detail[] {
  const [only] = ofStep.placings;
  if (only === undefined || tellsEach(ofStep)) return [];
  const label = `Step ${ofStep.stepIndex + 1}`;
  const { result } = only;
  return [
    ...(agreesWith(ofStep.step, result)
      ? []
      : [{ label: `${label} as executed`, values: executedTexts(result), isHtml: true }]),
    ...(result.testDataRow === null
      ? []
      : [{ label: `${label}, row of test data`, values: [String(result.testDataRow)] }]),
  ];
}
