import type { TargetField, TestCaseDraft, TestCaseWrite } from '@z2q/contracts';
import { addDetails } from '../text/details-block.ts';
import { fillRequired } from './fill-required.ts';
import { resolveFields, toDetailLines, toLateEntries } from './resolve-fields.ts';
import type { Written } from './written.ts';

/** Body of a test case. Values without a field become details in its description. */
export function toTestCaseWrite(
  draft: TestCaseDraft,
  target: { readonly moduleId: number; readonly fields: readonly TargetField[] },
): Written<TestCaseWrite> {
  const { properties, unresolved } = resolveFields(draft.fields, target.fields);
  const required = fillRequired('test-cases', properties, target.fields);
  const write: TestCaseWrite = {
    name: draft.name,
    parent_id: target.moduleId,
    description: addDetails(draft.description, toDetailLines(unresolved), draft.sourceKey),
    precondition: draft.precondition,
    properties: required.properties,
    test_steps: draft.steps.map((step, index) => ({ ...step, order: index + 1 })),
  };
  const late = toLateEntries(unresolved, 'changed', 'description');
  const { filled, unfilled } = required;
  return { write, late: [...late, ...required.late], filled, unfilled };
}
