import { RunId, type TargetField } from '@z2q/contracts';
import { expect, test } from 'vitest';
import { listOffered } from './list-offered.ts';

const aField = (label: string, choices: readonly string[], isActive = true): TargetField => ({
  id: label.length,
  label,
  originalName: null,
  dataType: 3,
  isRequired: false,
  isSystem: false,
  isActive,
  defaultValue: null,
  allowedValues: choices.map((choice, id) => ({
    id,
    label: choice,
    isActive: choice !== 'Old',
    isDefault: false,
  })),
});

test('fields, choices and statuses that are in use are offered, each once', () => {
  const offered = listOffered({
    runId: RunId.parse('0f4b1c5e-5c0e-4a52-9d0a-6a4f6f1f2b11'),
    readAt: '2026-03-01T12:00:00.000Z',
    mayAdd: 'yes',
    statuses: [
      { id: 1, name: 'Passed', isDefault: false, isActive: true },
      { id: 2, name: 'Retired', isDefault: false, isActive: false },
    ],
    fields: [
      { object: 'test-cases', definition: aField('Priority', ['Urgent', 'Old']) },
      { object: 'test-runs', definition: aField('Priority', ['Of runs']) },
      { object: 'test-cases', definition: aField('Team', [], false) },
    ],
    additions: [],
  });

  expect(offered).toEqual([
    { table: 'fields', name: 'Priority' },
    { table: 'priority', name: 'Urgent' },
    { table: 'executionStatus', name: 'Passed' },
  ]);
});
