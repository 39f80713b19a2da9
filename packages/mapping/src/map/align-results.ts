import type { DraftStep, SourceStepResult } from '@z2q/contracts';
import { neutraliseParameters } from '../text/html.ts';
import { readGherkin, toStepHtml } from './script-steps.ts';

/**
 * For each step result the 0-based target step it belongs to, or null. With as many results as steps, by place. Zephyr
 * flattens calls to test and repeats the steps for each row of test data: then results go to the steps that have their text, in
 * order, and with several rows to none, since no single row speaks for the step.
 */
export function alignResults(
  results: readonly SourceStepResult[],
  steps: readonly DraftStep[],
): readonly (number | null)[] {
  if (new Set(results.map(({ testDataRow }) => testDataRow)).size > 1) return results.map(() => null);
  if (results.length === steps.length) return results.map((_, index) => index);
  let next = 0;
  return results.map((result) => {
    const index = steps.findIndex((step, place) => place >= next && hasTextOf(step, result));
    if (index === -1) return null;
    next = index + 1;
    return index;
  });
}

/** Whether a step reads as the result says it was executed; what the result leaves out agrees with anything. */
export function agreesWith(step: DraftStep, result: SourceStepResult): boolean {
  const html = toStepHtml(result);
  const expected = neutraliseParameters(result.expectedResult ?? '');
  return (
    (html === '' || hasDescription(step, html, result)) && (expected === '' || expected === step.expected)
  );
}

const hasTextOf = (step: DraftStep, result: SourceStepResult): boolean =>
  toStepHtml(result) !== '' && agreesWith(step, result);

const hasDescription = ({ description }: DraftStep, html: string, result: SourceStepResult): boolean =>
  description === html ||
  description.startsWith(`${html}<ul><li><strong>`) ||
  readGherkin(description) === result.description;
