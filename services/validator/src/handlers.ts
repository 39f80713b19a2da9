import { type BatchHandlers, createContact } from '@z2q/runtime';
import { MODULE, RELEASE, TEST_CASE, TEST_CYCLE, TEST_SUITE } from '@z2q/target';
import { placesOf } from './compare-objects.ts';
import type { ValidatorContext } from './context.ts';
import { createFinishExecutions } from './executions/finish-executions.ts';
import { createPageExecutions } from './executions/page-executions.ts';
import { planExecutions } from './executions/plan-executions.ts';
import { finishAttachments, planAttachments } from './plan-attachments.ts';
import { createValidateAttachments } from './validate-attachments.ts';
import { createFinishKinds, createValidateTree, planTree, validatorOf } from './validate-kinds.ts';
import { createPageTestCases, planTestCases } from './validate-test-cases.ts';

const FOLDERS = [validatorOf(MODULE, placesOf(MODULE)), validatorOf(TEST_CYCLE, placesOf(TEST_CYCLE))];
const TEST_CASES = [validatorOf(TEST_CASE, placesOf(MODULE))];
const SUITES = [validatorOf(TEST_SUITE, placesOf(TEST_CYCLE))];
const RELEASES = [validatorOf(RELEASE, null)];

/** Maps each kind of batch to its handler. */
export const createHandlers = (context: ValidatorContext): BatchHandlers => ({
  'validate/folder/plan': planTree('folder'),
  'validate/folder/page': createValidateTree(context, 'folder', FOLDERS),
  'validate/folder/finish': createFinishKinds(context, 'folder', FOLDERS),
  'validate/test_case/plan': planTestCases,
  'validate/test_case/page': createPageTestCases(context),
  'validate/test_case/finish': createFinishKinds(context, 'test_case', TEST_CASES),
  'validate/test_cycle/plan': planTree('test_cycle'),
  'validate/test_cycle/page': createValidateTree(context, 'test_cycle', SUITES),
  'validate/test_cycle/finish': createFinishKinds(context, 'test_cycle', SUITES),
  'validate/test_plan/plan': planTree('test_plan'),
  'validate/test_plan/page': createValidateTree(context, 'test_plan', RELEASES),
  'validate/test_plan/finish': createFinishKinds(context, 'test_plan', RELEASES),
  'validate/test_execution/plan': planExecutions,
  'validate/test_execution/page': createPageExecutions(context),
  'validate/test_execution/finish': createFinishExecutions(context),
  'validate/attachment/plan': planAttachments,
  'validate/attachment/records': createValidateAttachments(context),
  'validate/attachment/finish': finishAttachments,
  contact: createContact('target', context.baseUrl, async ({ migration, signal }) => {
    const { id, name } = await context.targetOf(migration.targetProjectId).getProject(signal);
    return { projectId: String(id), projectName: name };
  }),
});
