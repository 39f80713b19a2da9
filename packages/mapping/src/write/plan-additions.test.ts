import type { TargetField } from '@z2q/contracts';
import { expect, test } from 'vitest';
import { DATA_TYPE } from '../fields/data-type.ts';
import type { NeededField } from '../fields/needed-fields.ts';
import { aTargetField } from '../fixtures/target-fields.ts';
import { planAdditions } from './plan-additions.ts';

const needed: NeededField = {
  object: 'test-cases',
  label: 'Labels',
  kind: 'multi-choice',
  dataType: DATA_TYPE.multiCombo,
  choices: ['smoke', 'Other '],
};

const planFor = (field: TargetField) => planAdditions([needed], new Map([['test-cases', [field]]]));

test('a choice that the field has in another spelling is not added beside it', () => {
  expect(planFor(aTargetField(4, 'Labels', DATA_TYPE.multiCombo, [' SMOKE', 'Other']))).toEqual([]);
});

test('one that nobody may choose any more does not stand in for it', () => {
  const { allowedValues, ...field } = aTargetField(4, 'Labels', DATA_TYPE.multiCombo, ['smoke', 'other']);
  const inactive = allowedValues.map((value) => ({ ...value, isActive: value.label !== 'smoke' }));

  expect(planFor({ ...field, allowedValues: inactive })).toMatchObject([{ choices: ['smoke'] }]);
});
