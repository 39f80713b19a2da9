export { type Completion, completeBatch, countFailed } from './orchestration/complete-batch.ts';
export { type Retried, retryRun } from './orchestration/retry-run.ts';
export { viewRun } from './orchestration/run-view.ts';
export { RunInProgressError, type StartedRun, startRun } from './orchestration/start-run.ts';
export { openStore, type Reader, type Store, type Writer } from './store.ts';
export {
  getAttachments,
  type StagedAttachment,
  saveAttachments,
  saveCached,
} from './tables/attachments.ts';
export {
  type Batch,
  claimBatch,
  extendLease,
  type Lease,
  LeaseLostError,
  type NewBatch,
  releaseBatch,
} from './tables/batches.ts';
export { pageCheckpoints } from './tables/checkpoints.ts';
export { addToCheck, type Check, listChecks, saveCheck } from './tables/checks.ts';
export {
  findDraftsByKey,
  getDrafts,
  type PlannedTestRun,
  type StoredDraft,
  saveDrafts,
  saveTestRuns,
} from './tables/drafts.ts';
export { listDueBatches } from './tables/due-batches.ts';
export {
  clearFailures,
  type FailedRecords,
  type FailureFilter,
  type FailureGroup,
  groupFailures,
  pageFailures,
  storeFailures,
} from './tables/failures.ts';
export { listFieldProfiles, mergeFieldProfiles, type StoredProfile } from './tables/field-profiles.ts';
export { getFolders, type StagedFolder, saveFolders } from './tables/folders.ts';
export {
  type Created,
  type Creation,
  deleteMapped,
  dropIntent,
  findMappedByKey,
  findMappedByTarget,
  getMapped,
  type Intent,
  isCreated,
  listTakenTargets,
  type Mapped,
  pageMapped,
  saveContentHash,
  saveCreated,
  saveIntent,
} from './tables/id-map.ts';
export { countMapped, pageIdMap } from './tables/id-map-items.ts';
export { addMappedRecords, listMappedByParent, listMappedByTarget } from './tables/id-map-lookups.ts';
export {
  addLateEntries,
  groupLedger,
  type LedgerGroup,
  type LedgerSums,
  type RecordLedger,
  saveLedger,
  sumLedger,
} from './tables/ledger.ts';
export { findMigration, insertMigration, listMigrations, type Migration } from './tables/migrations.ts';
export { countRunsByState, type RecordSums, sumRecords } from './tables/overview.ts';
export {
  addRecords,
  type Counts,
  forgetRecords,
  listCounts,
  markRecords,
  pageRecords,
  type RecordMark,
  type RecordName,
  setCount,
  unmarkRecords,
} from './tables/records.ts';
export { addRequestCounts, listRequestCounts, type RequestCount } from './tables/requests.ts';
export {
  findRun,
  findUnfinishedRun,
  finishRun,
  listFinishedRuns,
  listRunsOf,
  listRunsToResume,
  markRunning,
  type Pause,
  pauseRun,
  type Run,
  resumeRun,
} from './tables/runs.ts';
export {
  clearSightings,
  listSighted,
  pageUnsighted,
  type SightingKind,
  saveSightings,
} from './tables/sightings.ts';
export { pageSkipped, type SkippedRecord } from './tables/skipped.ts';
export { groupSkipped, type SkipGroup, skipRecords } from './tables/skips.ts';
export {
  listReferences,
  type NamedReference,
  saveReferences,
  saveSourceProject,
} from './tables/source-names.ts';
export {
  countListed,
  countVanished,
  getStaged,
  getStagedExecutionLinks,
  hasUnfiled,
  type NewStaged,
  type NewStagedExecution,
  type StagedRecord,
  type StagedType,
  saveDetail,
  saveListed,
  saveListedExecutions,
} from './tables/staged.ts';
export { addStagedRecords, streamStaged } from './tables/staged-names.ts';
export { listStages, type Stage } from './tables/stages.ts';
export {
  type Addition,
  findTargetProject,
  forgetAddition,
  getVersionSteps,
  listAdditions,
  listStoredFields,
  type StoredField,
  type StoredStatuses,
  saveAdditions,
  saveFields,
  saveTargetProject,
  saveVersionSteps,
  type VersionSteps,
} from './tables/target-schema.ts';
export {
  listEarlierSkips,
  listExpected,
  listUpdated,
  resetValidation,
} from './tables/validation.ts';
export { listWorkers, removeWorker, reportWorker } from './tables/workers.ts';
