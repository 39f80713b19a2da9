import type { BatchHandlers } from '@z2q/runtime';
import type { LoaderContext } from '../context.ts';
import { createPageOccupied } from './find-occupied-runs.ts';
import { createForgetFiles, planProjectRollback } from './forget-files.ts';
import { createPlanRollback } from './plan-rollback.ts';
import { planRunRollback } from './plan-run-rollback.ts';
import { createRollbackFields } from './rollback-fields.ts';
import { createRollbackFolders, planFolderRollback } from './rollback-folders.ts';
import { createRollbackPlans } from './rollback-plans.ts';
import { createRollbackRuns } from './rollback-runs.ts';
import { createRollbackSuites } from './rollback-suites.ts';
import { createRollbackTestCases } from './rollback-test-cases.ts';
import { sweepExecutions } from './sweep-executions.ts';

/** Takes away what the id map says the migration made, and nothing else: logs with their runs, files with their owners. */
export const createRollbackHandlers = (context: LoaderContext): BatchHandlers => ({
  'rollback/test_execution/plan': planRunRollback,
  'rollback/test_execution/page': createPageOccupied(context),
  'rollback/test_execution/records': createRollbackRuns(context),
  'rollback/test_execution/finish': sweepExecutions,
  'rollback/test_cycle/plan': createPlanRollback('test_cycle', ['container/adhoc']),
  'rollback/test_cycle/records': createRollbackSuites(context),
  'rollback/test_plan/plan': createPlanRollback('test_plan', []),
  'rollback/test_plan/records': createRollbackPlans(context),
  'rollback/test_case/plan': createPlanRollback('test_case', []),
  'rollback/test_case/records': createRollbackTestCases(context),
  'rollback/folder/plan': planFolderRollback,
  'rollback/folder/records': createRollbackFolders(context),
  'rollback/project/plan': planProjectRollback,
  'rollback/project/page': createForgetFiles(),
  'rollback/project/finish': createRollbackFields(context),
});
