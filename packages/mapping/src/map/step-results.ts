import type {
  DraftStep,
  DraftStepResult,
  MappingFile,
  SourceExecution,
  SourceStepResult,
} from '@z2q/contracts';
import { mapExecutionStatus, UNEXECUTED_STATUS } from '../fields/execution-status.ts';
import type { Detail } from '../text/details-block.ts';
import { toLines } from '../text/html.ts';
import { agreesWith, alignResults } from './align-results.ts';
import type { LedgerBook } from './ledger-book.ts';
import { toStepHtml } from './script-steps.ts';

export type PlacedResults = {
  readonly stepResults: readonly DraftStepResult[];
  readonly details: readonly Detail[];
};

type Placing = {
  readonly result: SourceStepResult;
  readonly sourceIndex: number;
  readonly stepIndex: number | null;
};

/** Step results onto the steps of the target; what has no step, or says more than its step can, is written out. */
export function placeStepResults(
  { stepResults, isUnexecuted }: SourceExecution,
  steps: readonly DraftStep[],
  mapping: MappingFile,
  book: LedgerBook,
): PlacedResults {
  const aligned = alignResults(stepResults, steps);
  const placings = stepResults.map((result, index): Placing => {
    const isHeld = !isUnexecuted || saysNothing(result, mapping);
    return { result, sourceIndex: index, stepIndex: isHeld ? (aligned[index] ?? null) : null };
  });
  for (const placing of placings) enter(placing, mapping, book);
  const placed = placings.filter(({ stepIndex }) => stepIndex !== null);
  return {
    stepResults: placed.map(({ result, sourceIndex, stepIndex }) => ({
      stepIndex: stepIndex ?? 0,
      status: mapStepStatus(result, mapping),
      actualResult: result.actualResult ?? '',
      sourceIndex,
    })),
    details: [
      ...placed.flatMap((placing) => stepDetails(placing, steps, mapping)),
      ...toList(placings.filter(({ stepIndex }) => stepIndex === null)),
    ],
  };
}

const mapStepStatus = ({ status }: SourceStepResult, mapping: MappingFile): string =>
  status === null || status === '' ? UNEXECUTED_STATUS : mapExecutionStatus(status, mapping).status;

const saysNothing = (result: SourceStepResult, mapping: MappingFile): boolean =>
  (result.actualResult ?? '') === '' && mapStepStatus(result, mapping) === UNEXECUTED_STATUS;

const FIELDS = [
  'status',
  'actualResult',
  'description',
  'testData',
  'expectedResult',
  'testDataRow',
] as const;

function enter({ result, sourceIndex, stepIndex }: Placing, mapping: MappingFile, book: LedgerBook): void {
  const at = `stepResults[${sourceIndex}]`;
  if (result.reflectRef) book.dropped(`${at}.reflectRef`, 'reflect_ref');
  for (const field of FIELDS)
    if (result[field] !== null && result[field] !== '') book.note(`${at}.${field}`, String(result[field]));
  if (stepIndex === null) {
    for (const field of FIELDS)
      if (result[field] !== null && result[field] !== '')
        book.changed(`${at}.${field}`, 'no_step_for_result');
  } else if (result.status !== null && mapExecutionStatus(result.status, mapping).isRenamed) {
    book.changed(`${at}.status`, 'renamed_by_mapping', {
      before: result.status,
      after: mapStepStatus(result, mapping),
    });
  }
}

/** What a step log cannot hold: a text that is not the step's any more, the row of test data, the name of a renamed status. */
function stepDetails(
  { result, stepIndex }: Placing,
  steps: readonly DraftStep[],
  mapping: MappingFile,
): readonly Detail[] {
  const step = stepIndex === null ? undefined : steps[stepIndex];
  const label = `Step ${(stepIndex ?? 0) + 1}`;
  const row = result.testDataRow;
  const isRenamed = result.status !== null && mapExecutionStatus(result.status, mapping).isRenamed;
  return [
    ...(step !== undefined && !agreesWith(step, result)
      ? [{ label: `${label} as executed`, values: executedTexts(result), isHtml: true }]
      : []),
    ...(row === null ? [] : [{ label: `${label}, row of test data`, values: [String(row)] }]),
    ...(isRenamed ? [{ label: `${label}, status in Zephyr`, values: [result.status ?? ''] }] : []),
  ];
}

const executedTexts = (result: SourceStepResult): readonly string[] => [
  toStepHtml(result),
  ...labelled('Expected', result.expectedResult),
];

function toList(placings: readonly Placing[]): readonly Detail[] {
  return placings.map(({ result, sourceIndex }) => ({
    label: `Step result ${sourceIndex + 1}`,
    values: [
      ...(result.testDataRow === null ? [] : [`Row of test data: ${result.testDataRow}`]),
      toLines(result.status ?? 'no status'),
      ...executedTexts(result).filter((html) => html !== ''),
      ...labelled('Actual', result.actualResult),
    ],
    isHtml: true,
  }));
}

const labelled = (label: string, html: string | null): readonly string[] =>
  html === null || html === '' ? [] : [`<em>${label}:</em> ${html}`];
