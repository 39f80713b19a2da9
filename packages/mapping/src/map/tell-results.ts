import type { SourceStepResult } from '@z2q/contracts';
import { toLines } from '../text/html.ts';
import { toStepHtml } from './script-steps.ts';

/** What a step said when it was executed, as HTML; none where the result does not tell. */
export const executedTexts = (result: SourceStepResult): readonly string[] =>
  [toStepHtml(result), ...labelled('Expected', result.expectedResult)].filter((html) => html !== '');

/** A result as lines of a note. */
export const toNoteValues = (result: SourceStepResult): readonly string[] => [
  ...(result.testDataRow === null ? [] : [`Row of test data: ${result.testDataRow}`]),
  toLines(result.status || 'no status'),
  ...executedTexts(result),
  ...labelled('Actual', result.actualResult),
];

type Told = {
  readonly result: SourceStepResult;
  /** The step reads as it was executed, so it need not be told again. */
  readonly isAsWritten: boolean;
};

/** Several results of one step for its actual result: a paragraph each that says which it is and its status, and what was found. */
export const tellInStep = (told: readonly Told[]): string =>
  told
    .map(({ result, isAsWritten }, index) => {
      const row = result.testDataRow === null ? '' : `Row of test data ${result.testDataRow}`;
      const name = isAsWritten && row !== '' ? row : [row, `Result ${index + 1}`].filter(Boolean).join(', ');
      return [
        `<p><strong>${name}: ${toLines(result.status || 'no status')}</strong></p>`,
        ...(isAsWritten ? [] : executedTexts(result)),
        ...labelled('Actual', result.actualResult),
      ].join('');
    })
    .join('');

const labelled = (label: string, html: string | null): readonly string[] =>
  html === null || html === '' ? [] : [`<em>${label}:</em> ${html}`];
