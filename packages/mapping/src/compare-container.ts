import { compareProperties } from './compare-properties.ts';
import { compareHtml, compareText, compareValue, type Difference } from './difference.ts';
import type { NamedWrite, ReadDescribed, ReadNamed, TargetFieldShape } from './target-shapes.ts';

type Placed = { readonly parentId: number | null };

/** A module with its place; a null parent is the top level. */
export const compareModule = (
  expected: { readonly name: string; readonly description: string } & Placed,
  actual: ReadDescribed & Placed,
): readonly Difference[] => [
  ...compareDescribed(expected, actual),
  ...compareValue('parent', expected.parentId, actual.parentId),
];

/** A cycle or a release: what a tree cannot show of it. */
export const compareDescribed = (
  expected: { readonly name: string; readonly description: string },
  actual: ReadDescribed,
): readonly Difference[] => [
  ...compareText('name', expected.name, actual.name),
  ...compareHtml('description', expected.description, actual.description),
];

export const compareSuite = (
  expected: NamedWrite,
  actual: ReadNamed,
  fields: readonly TargetFieldShape[],
): readonly Difference[] => [
  ...compareText('name', expected.name, actual.name),
  ...compareProperties(expected.properties, actual.properties, fields),
];

type RunPlace = { readonly testCaseId: number | null };

export const compareRun = (
  expected: NamedWrite & RunPlace,
  actual: ReadNamed & RunPlace,
  fields: readonly TargetFieldShape[],
): readonly Difference[] => [
  ...compareSuite(expected, actual, fields),
  ...compareValue('test case', expected.testCaseId, actual.testCaseId),
];
