import type { DescribedWrite, NamedWrite, TargetField, TargetRelease, TargetSuite } from '@z2q/contracts';
import { compareProperties } from './compare-properties.ts';
import { compareHtml, compareText, compareValue, type Difference } from './difference.ts';

type Described = Pick<TargetRelease, 'name' | 'description'>;
type Named = Pick<TargetSuite, 'name' | 'properties'>;
type Placed = { readonly parentId: number | null };

/** Compares a module with its place; a null parent is the top level. */
export const compareModule = (
  expected: DescribedWrite & Placed,
  actual: Described & Placed,
): readonly Difference[] => [
  ...compareDescribed(expected, actual),
  ...compareValue('parent', expected.parentId, actual.parentId),
];

/** Compares what a cycle and a release have apart from their place. */
export const compareDescribed = (expected: DescribedWrite, actual: Described): readonly Difference[] => [
  ...compareText('name', expected.name, actual.name),
  ...compareHtml('description', expected.description, actual.description),
];

export const compareSuite = (
  expected: NamedWrite,
  actual: Named,
  fields: readonly TargetField[],
): readonly Difference[] => [
  ...compareText('name', expected.name, actual.name),
  ...compareProperties(expected.properties, actual.properties, fields),
];

type RunPlace = { readonly testCaseId: number | null };

export const compareRun = (
  expected: NamedWrite & RunPlace,
  actual: Named & RunPlace,
  fields: readonly TargetField[],
): readonly Difference[] => [
  ...compareSuite(expected, actual, fields),
  ...compareValue('test case', expected.testCaseId, actual.testCaseId),
];
