import type { TargetField, TargetTestCase, TestCaseWrite } from '@z2q/contracts';
import { EMPTY_STEP_HTML } from '../text/html.ts';
import { compareProperties } from './compare-properties.ts';
import { compareHtml, compareText, compareValue, type Difference } from './difference.ts';

/** Lists how a test case differs from what was sent. */
export function compareTestCase(
  expected: TestCaseWrite,
  actual: TargetTestCase,
  fields: readonly TargetField[],
): readonly Difference[] {
  return [
    ...compareText('name', expected.name, actual.name),
    ...compareValue('module', expected.parent_id, actual.moduleId),
    ...compareHtml('description', expected.description, actual.description),
    ...compareHtml('precondition', expected.precondition, actual.precondition),
    ...compareProperties(expected.properties, actual.properties, fields),
    ...compareSteps(expected.test_steps, actual.steps ?? []),
  ];
}

function compareSteps(
  expected: TestCaseWrite['test_steps'],
  actual: NonNullable<TargetTestCase['steps']>,
): readonly Difference[] {
  const found = actual.toSorted((left, right) => left.order - right.order);
  return [
    ...compareValue('number of steps', expected.length, found.length),
    ...expected.flatMap((step, index) => {
      const other = found[index];
      if (other === undefined) return [];
      const label = `step ${index + 1}`;
      return [
        ...compareHtml(`${label} description`, emptied(step.description), emptied(other.description)),
        ...compareHtml(`${label} expected`, step.expected, other.expected),
      ];
    }),
  ];
}

const emptied = (html: string): string => (html === EMPTY_STEP_HTML ? '' : html);
