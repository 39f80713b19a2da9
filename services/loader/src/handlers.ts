import { type BatchHandlers, createPlanRecords } from '@z2q/runtime';
import type { LoaderContext } from './context.ts';
import { createIndexSteps } from './index-steps.ts';
import { createLoadAttachments } from './load-attachments.ts';
import { createLoadExecutions } from './load-executions.ts';
import { createLoadFolders } from './load-folders.ts';
import { createLoadTestCases } from './load-test-cases.ts';
import { createLoadTestCycles } from './load-test-cycles.ts';
import { createLoadTestPlans } from './load-test-plans.ts';
import { createPrepareTarget } from './prepare-target.ts';
import { createRollbackHandlers } from './rollback/rollback-handlers.ts';

/** Which function works on which batch. */
export const createHandlers = (context: LoaderContext): BatchHandlers => ({
  'load/project/plan': createPrepareTarget(context),
  'load/folder/plan': createPlanRecords('load', 'folder'),
  'load/test_case/plan': createPlanRecords('load', 'test_case'),
  'load/test_cycle/plan': createPlanRecords('load', 'test_cycle'),
  'load/test_plan/plan': createPlanRecords('load', 'test_plan'),
  'load/test_execution/plan': createPlanRecords('load', 'test_execution'),
  'load/attachment/plan': createPlanRecords('load', 'attachment'),
  'load/folder/records': createLoadFolders(context),
  'load/test_case/records': createLoadTestCases(context),
  'load/test_step/plan': createIndexSteps(context),
  'load/test_step/page': createIndexSteps(context),
  'load/test_cycle/records': createLoadTestCycles(context),
  'load/test_plan/records': createLoadTestPlans(context),
  'load/test_execution/records': createLoadExecutions(context),
  'load/attachment/records': createLoadAttachments(context),
  ...createRollbackHandlers(context),
  probe: ({ migration, signal }) => context.targetOf(migration.targetProjectId).getProject(signal),
});
