import { anExecution, aStepResult, aTestCase } from '@z2q/test-kit';
import { expect, test } from 'vitest';
import { namesInExecution, namesInTestCase } from './names-in-record.ts';

const told = (names: ReturnType<typeof namesInTestCase>): readonly string[] =>
  names.map(({ table, name }) => `${table}: ${name}`);

test('a test case has the names of its status, its priority and the fields with a value', () => {
  const names = told(
    namesInTestCase(
      aTestCase({
        status: 'Draft',
        priority: 'High',
        labels: ['x'],
        customFields: { Team: 'Web', Empty: '' },
      }),
    ),
  );

  expect(names).toEqual(
    expect.arrayContaining(['testCaseStatus: Draft', 'priority: High', 'fields: Labels', 'fields: Team']),
  );
  expect(names).not.toContain('fields: Empty');
});

test('an execution has each status once, its own and those of its steps', () => {
  const stepResults = ['Pass', 'Fail', 'Fail'].map((status) => aStepResult({ status }));

  const names = told(namesInExecution(anExecution({ status: 'Pass', stepResults })));

  expect(names.filter((name) => name.startsWith('executionStatus'))).toEqual([
    'executionStatus: Pass',
    'executionStatus: Fail',
  ]);
});
