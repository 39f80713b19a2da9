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
export { addDetails, type Detail } from './details-block.ts';
export { toEntityName } from './entity-name.ts';
export { emptyProfile, type FieldProfile, mergeProfiles, profileValue } from './field-profile.ts';
export { inferFieldKind } from './infer-field-kind.ts';
export { withLateEntries } from './ledger-book.ts';
export { mapAttachment } from './map-attachment.ts';
export { mapExecution } from './map-execution.ts';
export { mapFolder } from './map-folder.ts';
export { mapTestCase } from './map-test-case.ts';
export { mapTestCycle } from './map-test-cycle.ts';
export { mapTestPlan } from './map-test-plan.ts';
export { readGherkin } from './script-steps.ts';
export { folderStampKey, readStamp, stampOf } from './stamp.ts';
export {
  ENVIRONMENT_FIELD,
  ZEPHYR_DETAILS_FIELD,
  ZEPHYR_KEY_FIELD,
  ZEPHYR_STATUS_FIELD,
} from './well-known-fields.ts';
