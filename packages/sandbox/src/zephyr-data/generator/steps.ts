import type { ZephyrInlineStep } from '../zephyr-case.ts';
import { toStepFields } from './custom-fields.ts';
import type { Generation } from './generation.ts';
import { toAction, toExpectation, toTestData } from './text.ts';

export const toSteps = (generation: Generation, count: number): ZephyrInlineStep[] =>
  Array.from({ length: count }, () => toStep(generation));

function toStep(generation: Generation): ZephyrInlineStep {
  const { draw, nextId } = generation;
  return {
    kind: 'inline',
    id: nextId(),
    description: toAction(draw),
    testData: draw.chance(0.3) ? toTestData(draw) : null,
    expectedResult: draw.chance(0.85) ? toExpectation(draw) : null,
    customFields: toStepFields(generation),
  };
}
