import { type BatchHandlers, createPlanRecords } from '@z2q/runtime';
import { transformAttachments } from './transform-attachments.ts';
import { transformExecutions } from './transform-executions.ts';
import { transformFolders } from './transform-folders.ts';
import { transformTestCases } from './transform-test-cases.ts';
import { transformTestCycles } from './transform-test-cycles.ts';
import { transformTestPlans } from './transform-test-plans.ts';

/** Maps each kind of batch to its handler. */
export const createHandlers = (): BatchHandlers => ({
  'transform/folder/plan': createPlanRecords('transform', 'folder'),
  'transform/test_case/plan': createPlanRecords('transform', 'test_case'),
  'transform/test_cycle/plan': createPlanRecords('transform', 'test_cycle'),
  'transform/test_plan/plan': createPlanRecords('transform', 'test_plan'),
  'transform/test_execution/plan': createPlanRecords('transform', 'test_execution'),
  'transform/attachment/plan': createPlanRecords('transform', 'attachment'),
  'transform/folder/records': transformFolders,
  'transform/test_case/records': transformTestCases,
  'transform/test_cycle/records': transformTestCycles,
  'transform/test_plan/records': transformTestPlans,
  'transform/test_execution/records': transformExecutions,
  'transform/attachment/records': transformAttachments,
});
