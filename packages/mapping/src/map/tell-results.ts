import type { SourceStepResult } from '@z2q/contracts';
import { toLines } from '../text/html.ts';
import { toStepHtml } from './script-steps.ts';

/** Texts of a step when it was executed, as HTML; empty if the result has none. */
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
  /** The step still has the texts it was executed with, so they need not be repeated. */
  readonly isAsWritten: boolean;
};

/**
 * Several results as the actual result of one step: a paragraph for each, with its number or row, its status and its
 * actual result.
 */
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
