import type { DraftStep, SourceStepResult } from '@z2q/contracts';
import { neutraliseParameters } from '../text/html.ts';
import { readCall, readGherkin, toStepHtml } from './script-steps.ts';

/** Steps of a called test case as they are drafted; undefined: there are none to look at. */
export type CalledSteps = (testCaseKey: string) => readonly DraftStep[] | undefined;

/** Calls within calls are followed so far. */
const DEEPEST_CALL = 10;

/**
 * For each step result the 0-based target step it belongs to, or null. Zephyr goes through the steps once for each row of test data, and
 * in place of a call it gives the results of the steps that are called: those belong to the call.
 */
export function alignResults(
  results: readonly SourceStepResult[],
  steps: readonly DraftStep[],
  calledSteps: CalledSteps = () => undefined,
): readonly (number | null)[] {
  const aligned = new Array<number | null>(results.length).fill(null);
  const executed = toExecuted(steps, calledSteps);
  const rows = Map.groupBy(results.keys(), (index) => results[index]?.testDataRow ?? null);
  for (const indexes of rows.values()) {
    const ofRow = indexes.flatMap((index) => results[index] ?? []);
    const places = alignRow(ofRow, steps, executed);
    for (const [at, index] of indexes.entries()) aligned[index] = places[at] ?? null;
  }
  return aligned;
}

/** A step as it is gone through, and the place of the step of the case that it is, or that calls it. */
type Executed = { readonly step: DraftStep; readonly place: number };

/** null: a case that is called is not known. */
function toExecuted(steps: readonly DraftStep[], calledSteps: CalledSteps): readonly Executed[] | null {
  const expand = (step: DraftStep, depth: number): readonly DraftStep[] | null => {
    const called = readCall(step.description);
    if (called === null) return [step];
    const inner = depth < DEEPEST_CALL ? calledSteps(called) : undefined;
    const parts = inner?.map((one) => expand(one, depth + 1));
    return parts === undefined || parts.includes(null) ? null : parts.flatMap((part) => part ?? []);
  };
  const parts = steps.map((step) => expand(step, 0));
  if (parts.includes(null)) return null;
  return parts.flatMap((part, place) => (part ?? []).map((step) => ({ step, place })));
}

/** By place, with as many results as steps of the one kind or the other; else by text, and the rest by what lies around it. */
function alignRow(
  results: readonly SourceStepResult[],
  steps: readonly DraftStep[],
  executed: readonly Executed[] | null,
): readonly (number | null)[] {
  const own = steps.map((step, place) => ({ step, place }));
  const [best] = [own, executed ?? []]
    .filter((candidate) => candidate.length === results.length)
    .map((candidate) => ({ candidate, strange: countStrange(results, candidate) }))
    .toSorted((left, right) => left.strange - right.strange);
  if (best !== undefined) return best.candidate.map(({ place }) => place);
  return fillGaps(alignByText(results, executed ?? own), steps);
}

const countStrange = (results: readonly SourceStepResult[], executed: readonly Executed[]): number =>
  results.filter((result, at) => {
    const step = executed[at]?.step;
    return step !== undefined && readCall(step.description) === null && !agreesWith(step, result);
  }).length;

function alignByText(
  results: readonly SourceStepResult[],
  executed: readonly Executed[],
): readonly (number | null)[] {
  let next = 0;
  return results.map((result) => {
    const at = executed.findIndex(({ step }, place) => place >= next && hasTextOf(step, result));
    if (at === -1) return null;
    next = at + 1;
    return executed[at]?.place ?? null;
  });
}

/** Results between two that have found their steps are those of the only call there, if no other step is left there. */
function fillGaps(
  aligned: readonly (number | null)[],
  steps: readonly DraftStep[],
): readonly (number | null)[] {
  const calls = new Set(steps.keys().filter((place) => readCall(steps[place]?.description ?? '') !== null));
  return aligned.map((place, at) => {
    if (place !== null) return place;
    const before = aligned.slice(0, at).findLast((other) => other !== null) ?? -1;
    const after = aligned.slice(at).find((other) => other !== null) ?? steps.length;
    const around = Array.from({ length: Math.max(0, after - before + 1) }, (_, offset) => before + offset);
    const [call, ...more] = around.filter((one) => calls.has(one));
    const isOpen = around.slice(1, -1).some((one) => !calls.has(one));
    return call === undefined || more.length > 0 || isOpen ? null : call;
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
