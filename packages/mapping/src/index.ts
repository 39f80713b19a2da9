export { compareDescribed, compareRun, compareSuite } from './compare/compare-container.ts';
export { compareLog } from './compare/compare-log.ts';
export { compareTestCase } from './compare/compare-test-case.ts';
export type { Difference } from './compare/difference.ts';
export { isSameText } from './compare/difference.ts';
export { isSameFileName } from './compare/is-same-file-name.ts';

export { hasChoices, isMultiple, nameOfDataType } from './fields/data-type.ts';
export { explainUnmapped, matchStatus, type StatusMatch } from './fields/execution-status.ts';
export { type FieldKindLookup, toFieldKinds } from './fields/field-kinds.ts';
export { mergeProfiles } from './fields/field-profile.ts';
export {
  type MappableName,
  namesInExecution,
  namesInTestCase,
  namesInTestCycle,
} from './fields/names-in-record.ts';
export { type NeededField, neededFields } from './fields/needed-fields.ts';
export {
  type Observation,
  observeExecution,
  observeTestCase,
  observeTestCycle,
  profileAll,
} from './fields/observe-fields.ts';
export { plainName, REST } from './fields/status-meaning.ts';
export { ZEPHYR_KEY_FIELD } from './fields/well-known-fields.ts';

export type {
  AttachmentContext,
  ExecutionContext,
  FolderPaths,
  MappingContext,
  TestCaseContext,
  TestCycleContext,
  TestPlanContext,
} from './map/context.ts';
export { createDistinctNames } from './map/distinct-names.ts';
export { mapAttachment } from './map/map-attachment.ts';
export { mapExecution } from './map/map-execution.ts';
export { mapFolder } from './map/map-folder.ts';
export { mapTestCase } from './map/map-test-case.ts';
export { mapTestCycle } from './map/map-test-cycle.ts';
export { mapTestPlan } from './map/map-test-plan.ts';
export { olderFirst } from './map/older-first.ts';

export type { Detail } from './text/details-block.ts';
export { foldLabel, isSameLabel } from './text/fold-label.ts';
export { folderStampKey, readStamp, stampOf } from './text/stamp.ts';
export { type Emptied, emptyLeft, stillStaying, toStayingEntries } from './write/empty-left.ts';
export { fillRequired } from './write/fill-required.ts';
export {
  explainFault,
  explainHistory,
  type FieldsFit,
  type Fit,
  fitExecution,
  fitRelease,
  fitSuite,
  fitTestCase,
  lateOfExecution,
  type TargetSchema,
} from './write/fit-draft.ts';
export { isRehomed, withoutLost } from './write/lost-fields.ts';
export { type PlannedField, planAdditions, withAdditions } from './write/plan-additions.ts';
export { findField, type ResolvedFields, type UnresolvedField } from './write/resolve-fields.ts';
export { type LogTarget, toLogWrite, type WrittenLog } from './write/to-log-write.ts';
export { toReleaseWrite } from './write/to-release-write.ts';
export { toRunWrite } from './write/to-run-write.ts';
export { toSuiteWrite } from './write/to-suite-write.ts';
export { toTargetSchema } from './write/to-target-schema.ts';
export { toTestCaseWrite } from './write/to-test-case-write.ts';
export { type Written, withFillings, withoutFilled, withProperties } from './write/written.ts';
