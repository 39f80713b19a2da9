import type { DraftStep, SourceStepResult } from '@z2q/contracts';
import { neutraliseParameters } from '../text/html.ts';
import { readCall, readGherkin, toStepHtml } from './script-steps.ts';

/** Drafted steps of a called test case; undefined: unknown. */
export type CalledSteps = (testCaseKey: string) => readonly DraftStep[] | undefined;

/** Calls inside calls are followed to this depth. */
const DEEPEST_CALL = 10;

/**
 * For each step result, the 0-based index of the target step it belongs to, or null. Zephyr executes the steps once for
 * each row of test data, and replaces a call by the results of the called steps, which belong to the call.
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

/** An executed step, and the index of the case's own step that it is, or that calls it. */
type Executed = { readonly step: DraftStep; readonly place: number };

/** null: a called case is unknown. */
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

/**
 * Aligns by position if the number of results equals the number of own or of executed steps; otherwise by text, and
 * what remains by its neighbours.
 */
function alignRow(
  results: readonly SourceStepResult[],
  steps: readonly DraftStep[],
  executed: readonly Executed[] | null,
): readonly (number | null)[] {
  const own = steps.map((step, place) => ({ step, place }));
  const [best] = [own, executed ?? []]
    .filter((candidate) => candidate.length === results.length)
    .map((candidate) => ({ candidate, disagreeing: countDisagreeing(results, candidate) }))
    .toSorted((left, right) => left.disagreeing - right.disagreeing);
  if (best !== undefined) return best.candidate.map(({ place }) => place);
  return fillGaps(alignByText(results, executed ?? own), steps);
}

const countDisagreeing = (results: readonly SourceStepResult[], executed: readonly Executed[]): number =>
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

/** Assigns results between two aligned ones to the only call between them, if no other step is left there. */
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

/** Whether a step has the texts that the result was executed with. A text that the result lacks agrees with anything. */
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
