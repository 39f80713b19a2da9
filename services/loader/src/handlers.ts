import { type BatchHandlers, createContact, createPlanRecords } from '@z2q/runtime';
import { MODULE, RELEASE, TEST_CASE, TEST_CYCLE, TEST_SUITE } from '@z2q/target';
import { createLookForOurs } from './adopt/look-for-ours.ts';
import type { LoaderContext } from './context.ts';
import { createIndexSteps } from './index-steps.ts';
import { createLoadAttachments } from './load-attachments.ts';
import { createLoadExecutions } from './load-executions.ts';
import { createLoadRecords, planKind } from './load-records.ts';
import { createPrepareTarget } from './prepare-target.ts';
import { createRollbackHandlers } from './rollback/rollback-handlers.ts';
import { createSettleDoubts } from './settle/settle-doubts.ts';
import { createSurveyTarget } from './survey-target.ts';

/** Maps each kind of batch to its handler. */
export const createHandlers = (context: LoaderContext): BatchHandlers => ({
  'transform/project/plan': createSurveyTarget(context),
  'load/project/plan': createPrepareTarget(context),
  'load/project/page': createLookForOurs(context),
  'load/folder/plan': createPlanRecords('load', 'folder'),
  'load/test_case/plan': createPlanRecords('load', 'test_case'),
  'load/test_cycle/plan': createPlanRecords('load', 'test_cycle'),
  'load/test_plan/plan': createPlanRecords('load', 'test_plan'),
  'load/test_execution/plan': createPlanRecords('load', 'test_execution'),
  'load/attachment/plan': createPlanRecords('load', 'attachment'),
  'load/folder/records': createLoadRecords(context, 'folder', [planKind(MODULE), planKind(TEST_CYCLE)]),
  'load/test_case/records': createLoadRecords(context, 'test_case', [planKind(TEST_CASE)]),
  'load/test_step/plan': createIndexSteps(context),
  'load/test_step/page': createIndexSteps(context),
  'load/test_cycle/records': createLoadRecords(context, 'test_cycle', [planKind(TEST_SUITE)]),
  'load/test_plan/records': createLoadRecords(context, 'test_plan', [planKind(RELEASE)]),
  'load/test_execution/records': createLoadExecutions(context),
  'load/attachment/records': createLoadAttachments(context),
  'load/project/finish': createSettleDoubts(context, 'project'),
  'load/folder/finish': createSettleDoubts(context, 'folder'),
  'load/test_case/finish': createSettleDoubts(context, 'test_case'),
  'load/test_cycle/finish': createSettleDoubts(context, 'test_cycle'),
  'load/test_plan/finish': createSettleDoubts(context, 'test_plan'),
  'load/test_execution/finish': createSettleDoubts(context, 'test_execution'),
  'load/attachment/finish': createSettleDoubts(context, 'attachment'),
  ...createRollbackHandlers(context),
  contact: createContact('target', context.baseUrl, async ({ migration, signal }) => {
    const { id, name } = await context.targetOf(migration.targetProjectId).getProject(signal);
    return { projectId: String(id), projectName: name };
  }),
});
