import type { BatchHandlers } from '@z2q/runtime';
import { MADE, MODULE, RELEASE, TEST_CASE, TEST_CYCLE, TEST_SUITE } from '@z2q/target';
import type { LoaderContext } from '../context.ts';
import { createPageOccupied } from './find-occupied-runs.ts';
import { createForgetFiles, planProjectRollback } from './forget-files.ts';
import { planFolderRollback } from './plan-folder-rollback.ts';
import { createPlanRollback } from './plan-rollback.ts';
import { planRunRollback } from './plan-run-rollback.ts';
import { createRollbackFields } from './rollback-fields.ts';
import { createRollbackRecords, removerOf } from './rollback-records.ts';
import { createRollbackRuns } from './rollback-runs.ts';
import { sweepExecutions } from './sweep-executions.ts';

/**
 * Deletes what the migration created and nothing else: objects in the id map, their doubles, and added fields
 * and choices. Logs are deleted with their runs, files with the objects that hold them.
 */
export const createRollbackHandlers = (context: LoaderContext): BatchHandlers => ({
  'rollback/test_execution/plan': planRunRollback,
  'rollback/test_execution/page': createPageOccupied(context),
  'rollback/test_execution/records': createRollbackRuns(context),
  'rollback/test_execution/finish': sweepExecutions,
  'rollback/test_cycle/plan': createPlanRollback('test_cycle', [`container/${MADE.testSuite}`]),
  'rollback/test_cycle/records': createRollbackRecords(context, 'test_cycle', [removerOf(TEST_SUITE)]),
  'rollback/test_plan/plan': createPlanRollback('test_plan', []),
  'rollback/test_plan/records': createRollbackRecords(context, 'test_plan', [removerOf(RELEASE)]),
  'rollback/test_case/plan': createPlanRollback('test_case', []),
  'rollback/test_case/records': createRollbackRecords(context, 'test_case', [removerOf(TEST_CASE)]),
  'rollback/folder/plan': planFolderRollback,
  'rollback/folder/records': createRollbackRecords(context, 'folder', [
    removerOf(MODULE),
    removerOf(TEST_CYCLE),
  ]),
  'rollback/project/plan': planProjectRollback,
  'rollback/project/page': createForgetFiles(context),
  'rollback/project/finish': createRollbackFields(context),
});
