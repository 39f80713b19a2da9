import { escapeHtml, withDetails } from './html.ts';
import type { Scope } from './migrate-project.ts';
import type { Case, Script, Step } from './zephyr-records.ts';

const LONGEST_NAME = 500;

/** A test case as qTest takes it: status, priority and key in fields, everything else in the description. */
export function toCase(
  { names, fields }: Scope,
  testCase: Case,
  script: readonly Step[] | Script,
  moduleId: number,
) {
  const { property } = fields['test-cases'];
  const details = {
    Labels: testCase.labels.join(', '),
    Component: testCase.component?.id,
    'Estimated time': testCase.estimatedTime,
    ...testCase.customFields,
  };
  return {
    name: testCase.name.slice(0, LONGEST_NAME),
    parent_id: moduleId,
    description: withDetails(testCase.objective, details, testCase.key),
    precondition: testCase.precondition ?? '',
    properties: [
      ...property('Zephyr key', testCase.key),
      ...property('Status', names.caseStatuses.get(testCase.status?.id ?? 0)?.name),
      ...property('Priority', names.priorities.get(testCase.priority?.id ?? 0)?.name),
    ],
    test_steps: toSteps(script),
  };
}

function toSteps(script: readonly Step[] | Script) {
  if ('text' in script) {
    return script.text === ''
      ? []
      : [{ description: `<pre>${escapeHtml(script.text)}</pre>`, expected: '', order: 1 }];
  }
  return script.map(({ inline, testCase }, index) => ({
    description: inline
      ? `${inline.description ?? ''}${inline.testData ? `<p><strong>Test data</strong></p>${inline.testData}` : ''}`
      : `<p>Call to test case ${escapeHtml(testCase?.testCaseKey ?? '')}</p>`,
    expected: inline?.expectedResult ?? '',
    order: index + 1,
  }));
}
