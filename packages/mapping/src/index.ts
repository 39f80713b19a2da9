export { compareDescribed, compareRun, compareSuite } from './compare-container.ts';
export { compareLog } from './compare-log.ts';
export { compareTestCase } from './compare-test-case.ts';
export { contentHash } from './content-hash.ts';

export type {
  AttachmentContext,
  ExecutionContext,
  FieldKindLookup,
  FolderPaths,
  MappingContext,
  TestCaseContext,
  TestCycleContext,
  TestPlanContext,
} from './context.ts';

export { isMultiple } from './data-type.ts';
export type { Detail } from './details-block.ts';
export type { Difference } from './difference.ts';

export { FALLBACK_STATUS, mapExecutionStatus } from './execution-status.ts';
export { toFieldKinds } from './field-kinds.ts';
export { mergeProfiles } from './field-profile.ts';
export { fillRequired } from './fill-required.ts';
export { isSameFileName } from './is-same-file-name.ts';

export { mapAttachment } from './map-attachment.ts';
export { mapExecution } from './map-execution.ts';
export { mapFolder } from './map-folder.ts';
export { mapTestCase } from './map-test-case.ts';
export { mapTestCycle } from './map-test-cycle.ts';
export { mapTestPlan } from './map-test-plan.ts';
export { type NeededField, neededFields } from './needed-fields.ts';
export {
  type Observation,
  observeExecution,
  observeTestCase,
  observeTestCycle,
  profileAll,
} from './observe-fields.ts';
export { findField, type ResolvedFields, type UnresolvedField } from './resolve-fields.ts';

export { folderStampKey, readStamp, stampOf } from './stamp.ts';
export { type LogTarget, toLogWrite } from './to-log-write.ts';
export { toRunWrite } from './to-run-write.ts';
export { toSuiteWrite } from './to-suite-write.ts';
export { toTestCaseWrite, type Written } from './to-test-case-write.ts';
export { ZEPHYR_KEY_FIELD } from './well-known-fields.ts';
export { withoutFilled } from './without-filled.ts';
