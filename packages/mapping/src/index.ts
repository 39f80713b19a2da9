export { compareDescribed, compareModule, compareRun, compareSuite } from './compare-container.ts';
export { compareLog } from './compare-log.ts';
export { compareTestCase } from './compare-test-case.ts';
export { contentHash } from './content-hash.ts';
export { contentTypeOf } from './content-type.ts';
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
export { customFieldSource } from './custom-fields.ts';
export { dataTypeOf, isMultiple } from './data-type.ts';
export { addDetails, type Detail } from './details-block.ts';
export type { Difference } from './difference.ts';
export { toEntityName } from './entity-name.ts';
export { FALLBACK_STATUS, mapExecutionStatus } from './execution-status.ts';
export { fieldKindOf, toFieldKinds } from './field-kinds.ts';
export { emptyProfile, type FieldProfile, mergeProfiles, profileValue } from './field-profile.ts';
export { inferFieldKind } from './infer-field-kind.ts';
export { withLateEntries } from './ledger-book.ts';
export { mapAttachment } from './map-attachment.ts';
export { mapExecution } from './map-execution.ts';
export { mapFolder } from './map-folder.ts';
export { mapTestCase } from './map-test-case.ts';
export { mapTestCycle } from './map-test-cycle.ts';
export { mapTestPlan } from './map-test-plan.ts';
export { type NeededField, neededFields } from './needed-fields.ts';
export {
  mergeProfileLists,
  type Observation,
  observeExecution,
  observeTestCase,
  observeTestCycle,
  profileAll,
} from './observe-fields.ts';
export { findField, type ResolvedFields, resolveFields, type UnresolvedField } from './resolve-fields.ts';
export { readGherkin } from './script-steps.ts';
export { folderStampKey, readStamp, stampOf } from './stamp.ts';
export type {
  NamedWrite,
  PropertyWrite,
  ReadLog,
  ReadNamed,
  ReadTestCase,
  StatusShape,
  StepShape,
  TargetFieldShape,
  TestCaseWrite,
  TestLogWrite,
} from './target-shapes.ts';
export { type LogTarget, toLogWrite } from './to-log-write.ts';
export { toRunWrite } from './to-run-write.ts';
export { toSuiteWrite } from './to-suite-write.ts';
export { toTestCaseWrite, type Written } from './to-test-case-write.ts';
export {
  ENVIRONMENT_FIELD,
  ZEPHYR_DETAILS_FIELD,
  ZEPHYR_KEY_FIELD,
  ZEPHYR_STATUS_FIELD,
} from './well-known-fields.ts';
