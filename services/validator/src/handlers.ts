import type { BatchHandlers } from '@z2q/runtime';
import type { ValidatorContext } from './context.ts';
import { createFinishExecutions } from './executions/finish-executions.ts';
import { createPageExecutions } from './executions/page-executions.ts';
import { planExecutions } from './executions/plan-executions.ts';
import { finishAttachments, planAttachments } from './plan-attachments.ts';
import { createValidateAttachments } from './validate-attachments.ts';
import { createFinishFolders, createValidateFolders } from './validate-folders.ts';
import { createFinishTestCases, createPageTestCases, planTestCases } from './validate-test-cases.ts';
import { createFinishTestCycles, createValidateTestCycles } from './validate-test-cycles.ts';
import { createFinishTestPlans, createValidateTestPlans } from './validate-test-plans.ts';
import { planTree } from './validate-tree.ts';

/** Which function works on which batch. */
export const createHandlers = (context: ValidatorContext): BatchHandlers => ({
  'validate/folder/plan': planTree('folder'),
  'validate/folder/page': createValidateFolders(context),
  'validate/folder/finish': createFinishFolders(context),
  'validate/test_case/plan': planTestCases,
  'validate/test_case/page': createPageTestCases(context),
  'validate/test_case/finish': createFinishTestCases(context),
  'validate/test_cycle/plan': planTree('test_cycle'),
  'validate/test_cycle/page': createValidateTestCycles(context),
  'validate/test_cycle/finish': createFinishTestCycles(context),
  'validate/test_plan/plan': planTree('test_plan'),
  'validate/test_plan/page': createValidateTestPlans(context),
  'validate/test_plan/finish': createFinishTestPlans(context),
  'validate/test_execution/plan': planExecutions,
  'validate/test_execution/page': createPageExecutions(context),
  'validate/test_execution/finish': createFinishExecutions(context),
  'validate/attachment/plan': planAttachments,
  'validate/attachment/records': createValidateAttachments(context),
  'validate/attachment/finish': finishAttachments,
  probe: ({ migration, signal }) => context.targetOf(migration.targetProjectId).getProject(signal),
});
