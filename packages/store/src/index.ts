export { addEarlierRecords } from './orchestration/add-earlier-records.ts';
export { type Completion, completeBatch, countFailed } from './orchestration/complete-batch.ts';
export { type GivenUp, giveUpBatch } from './orchestration/give-up-batch.ts';
export { resumeRun } from './orchestration/resume-run.ts';
export { type Retried, retryRun } from './orchestration/retry-run.ts';
export { viewRun } from './orchestration/run-view.ts';
export { type Split, splitBatch } from './orchestration/split-batch.ts';
export { RunInProgressError, type StartedRun, startRun } from './orchestration/start-run.ts';
export { databaseFile, openStore, type Reader, type Store, type Writer } from './store.ts';
export { StoreError } from './store-error.ts';
export {
  getAttachments,
  type StagedAttachment,
  saveAttachments,
  saveCached,
} from './tables/attachments.ts';
export {
  type Batch,
  claimBatch,
  countEarlier,
  extendLease,
  type Lease,
  LeaseLostError,
  type NewBatch,
  releaseBatch,
} from './tables/batches.ts';
export { pageCheckpoints } from './tables/checkpoints.ts';
export { addToCheck, type Check, listChecks, saveCheck } from './tables/checks.ts';
export {
  type DraftOf,
  findDraftsByKey,
  forgetLoadedDrafts,
  getDrafts,
  type PlannedTestRun,
  saveDrafts,
  saveTestRuns,
} from './tables/drafts.ts';
export { listDueBatches } from './tables/due-batches.ts';
export { listEarlierSkips, listUntransformed, type Untransformed } from './tables/earlier-outcomes.ts';
export {
  clearFailures,
  type FailedRecords,
  type FailureFilter,
  type FailureGroup,
  groupFailures,
  listFailed,
  pageFailures,
  storeFailures,
} from './tables/failures.ts';
export { listFieldProfiles, mergeFieldProfiles } from './tables/field-profiles.ts';
export { getFolders, type StagedFolder, saveFolders } from './tables/folders.ts';
export {
  type Created,
  deleteMapped,
  findMapped,
  findMappedByKey,
  findMappedByTarget,
  getMapped,
  isCreated,
  type Mapped,
  pageMapped,
} from './tables/id-map.ts';
export { countMapped, pageIdMap } from './tables/id-map-items.ts';
export { listMappedByParent, listMappedByTarget, listTakenTargets } from './tables/id-map-lookups.ts';
export {
  type Content,
  type Creation,
  dropIntent,
  type Intent,
  renewIntent,
  reopenIntent,
  saveContents,
  saveCreated,
  saveIntent,
} from './tables/intents.ts';
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
export { type Readiness, readReadiness } from './tables/readiness.ts';
export {
  addOthers,
  addRecords,
  type Counts,
  forgetRecords,
  listCounts,
  markRecords,
  pageUnjudged,
  type RecordMark,
  type RecordName,
  setCount,
  unmarkRecords,
} from './tables/records.ts';
export { addRequestCounts, listRequestCounts, type RequestCount } from './tables/requests.ts';
export {
  finishRun,
  markRunning,
  type Pause,
  pauseRun,
  takeOverPause,
  wakeRuns,
} from './tables/run-changes.ts';
export {
  findRun,
  findUnfinishedRun,
  listFinishedRuns,
  listRunsOf,
  listRunsToResume,
  type Run,
} from './tables/runs.ts';
export {
  clearSightings,
  listSighted,
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
  type ExecutionLinks,
  getStaged,
  getStagedExecutionLinks,
  hasUnfiled,
  type NewStaged,
  type NewStagedExecution,
  type StagedRecord,
  type StagedType,
  saveDetails,
  saveListed,
  saveListedExecutions,
} from './tables/staged.ts';
export { listNewest, type PlannedRecord, pageStaged } from './tables/staged-pages.ts';
export { listStages, type Stage } from './tables/stages.ts';
export {
  type Addition,
  findTargetProject,
  forgetAdditions,
  getVersionSteps,
  listAdditions,
  listStoredFields,
  type StoredField,
  type StoredProject,
  saveAdditions,
  saveFields,
  saveTargetProject,
  saveVersionSteps,
  type VersionSteps,
} from './tables/target-schema.ts';
export { listTwins, type Twin } from './tables/twins.ts';
export {
  clearChecks,
  isValidated,
  listExpected,
  listUpdated,
  markConflicts,
  resetValidation,
} from './tables/validation.ts';
export { listWorkers, removeWorker, reportWorker } from './tables/workers.ts';
