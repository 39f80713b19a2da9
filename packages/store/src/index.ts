export { backUpStore } from './backup/back-up-store.ts';
export { RestoreError, type RestoreErrorCode } from './backup/restore-error.ts';
export { restoreStore } from './backup/restore-store.ts';
export { sweepRestores } from './backup/sweep-restores.ts';
export { findDiskFault } from './find-disk-fault.ts';
export { type InMigration, type InRun, inMigration, inRun, type RunStore, storeOfRun } from './in-run.ts';
export { openLogMover } from './log-mover.ts';
export { addEarlierRecords } from './orchestration/add-earlier-records.ts';
export { completeBatch } from './orchestration/complete-batch.ts';
export { countOnTarget, type OnTarget } from './orchestration/count-on-target.ts';
export {
  beginForgetting,
  forgetSome,
  listForgotten,
  listRunIds,
  pageOwnFiles,
} from './orchestration/forget-migration.ts';
export { giveUpBatch } from './orchestration/give-up-batch.ts';
export { pauseForBroker } from './orchestration/pause-for-broker.ts';
export { resumeDueRun, resumeRun } from './orchestration/resume-run.ts';
export { type Retried, retryRun } from './orchestration/retry-run.ts';
export { type RolledBackId, readRolledBackId } from './orchestration/rolled-back-id.ts';
export { splitBatch } from './orchestration/split-batch.ts';
export { type Rollback, RunInProgressError, startRun } from './orchestration/start-run.ts';
export { cancelRun, endStoppedRuns, failRun, type SettleTime } from './orchestration/stop-run.ts';
export { databaseFile, openStore, type Reader, type Store, type Writer } from './store.ts';
export { StoreError, type StoreErrorCode } from './store-error.ts';
export { syncDirectory } from './sync-directory.ts';
export { type Addition, forgetAdditions, listAdditions, saveAdditions } from './tables/additions.ts';
export {
  type Addresses,
  findAddresses,
  findMeantUrl,
  keepAddress,
  meanSites,
  moveAddress,
  redirectUnmet,
} from './tables/addresses.ts';
export {
  type Adoptable,
  type Adoption,
  adoptObjects,
  clearAdoptables,
  getAdoptables,
  releaseAdopted,
  saveAdoptables,
  UNCOMPARED,
} from './tables/adoption.ts';
export {
  countAttachments,
  type FoundAttachment,
  listStagedAttachments,
  type StagedAttachment,
  saveAttachments,
  saveCached,
  sumFileBytes,
} from './tables/attachments.ts';
export { listDetailsSince, pageActs, saveAct } from './tables/audit.ts';
export { listBatchKeys } from './tables/batch-keys.ts';
export {
  type Batch,
  countEarlier,
  LeaseLostError,
  type NewBatch,
} from './tables/batches.ts';
export { pageCheckpoints } from './tables/checkpoints.ts';
export { addToCheck, type Check, listChecks, saveCheck } from './tables/checks.ts';
export { type Counts, countFailed, listCounts, recordsShort, setCount } from './tables/counts.ts';
export {
  type DraftOf,
  forgetLoadedDrafts,
  getDraftsByKey,
  listDrafts,
  saveDrafts,
  saveTestRuns,
} from './tables/drafts.ts';
export { listDueBatches } from './tables/due-batches.ts';
export { listDuePauses, wakeRuns } from './tables/due-pauses.ts';
export { listEarlierSkips, listUntransformed } from './tables/earlier-outcomes.ts';
export { getMappingHashes, noteMapping } from './tables/execution-mappings.ts';
export { clearFailures, groupFailures, listFailed, pageFailures, storeFailures } from './tables/failures.ts';
export { listFieldProfiles, mergeFieldProfiles } from './tables/field-profiles.ts';
export { getFolders, type StagedFolder, saveFolders } from './tables/folders.ts';
export {
  buryMapped,
  type Created,
  countMapped,
  findMapped,
  findObject,
  getBuried,
  getMapped,
  getMappedByKey,
  getMappedByTarget,
  getTakenTargets,
  isCreated,
  listMappedByParent,
  listMappedByTarget,
  type Mapped,
  pageIdMap,
  pageMapped,
} from './tables/id-map.ts';
export { countInHand, listSizesInHand, type SizeInHand } from './tables/in-hand.ts';
export {
  beginIntent,
  type Claimed,
  type Content,
  type Creation,
  dropIntent,
  type Intent,
  releaseIntent,
  reopenIntent,
  resendIntent,
  saveContents,
  saveCreated,
} from './tables/intents.ts';
export { findKeptRecord, type KeptText, pageNamed, type TypedName } from './tables/kept-records.ts';
export { findLayout, type Layout, listLayouts, saveLayout } from './tables/layouts.ts';
export {
  claimBatch,
  extendLease,
  holdsLease,
  LEASE_MS,
  releaseBatch,
  SUSPECT_AFTER,
} from './tables/leases.ts';
export { type AnswerAccount, forgetAnswers, saveAnswers } from './tables/ledger/answers.ts';
export type { LedgerCount } from './tables/ledger/counts.ts';
export { releaseAccounts } from './tables/ledger/held.ts';
export { type LedgerFilter, pageLedger, type RecordLine } from './tables/ledger/lines.ts';
export {
  findValues,
  getAccounts,
  getLateHashes,
  noteReadBack,
  noteReceived,
  type RecordAccount,
  saveAccounts,
} from './tables/ledger/records.ts';
export { type LedgerSums, sumLedger } from './tables/ledger/sums.ts';
export { findLookFirst } from './tables/look-first.ts';
export { findMappingOfDrafts } from './tables/mapping-of-drafts.ts';
export {
  addMeasure,
  addToPace,
  listMeasures,
  listPace,
  type Measure,
  type Pace,
  type PaceOfAnHour,
  raiseMeasure,
  sumPace,
} from './tables/measures.ts';
export {
  findBlockingTwin,
  findMigration,
  insertMigration,
  listMigrations,
  listTwins,
  type Migration,
  type Twin,
  updateMigration,
} from './tables/migrations.ts';
export {
  type BatchesLeft,
  countBatchesLeft,
  listMonitoredRecords,
  listMonitoredRuns,
  type MonitoredRun,
} from './tables/monitoring.ts';
export { type Pause, pauseRun, takeOverPause } from './tables/pauses.ts';
export { readReadiness } from './tables/readiness.ts';
export { listRecordHistory } from './tables/record-history.ts';
export {
  addRecords,
  forgetRecords,
  markRecords,
  pageUnjudged,
  type RecordName,
  unmarkRecords,
} from './tables/records.ts';
export { type Regaining, regainObjects } from './tables/regain.ts';
export { addRequestCounts, listRequestCounts, type RequestCount } from './tables/requests.ts';
export {
  countRunsByState,
  findRun,
  findUnfinishedRun,
  finishRun,
  isRunning,
  listFinishedRuns,
  listRunsOf,
  markRunning,
  type Run,
} from './tables/runs.ts';
export { clearSightings, getSighted, saveSightings } from './tables/sightings.ts';
export { groupSkipped, pageSkipped, type SkippedRecord, skipRecords } from './tables/skips.ts';
export { listReferences, saveReferences, saveSourceProject } from './tables/source-names.ts';
export {
  countListed,
  countStepLists,
  countVanished,
  type ExecutionLinks,
  hasUnfiled,
  listStaged,
  listStagedExecutionLinks,
  type StagedRecord,
  saveDetails,
  saveListed,
  saveListedExecutions,
} from './tables/staged.ts';
export { getNewest, type PlannedRecord, pageStaged } from './tables/staged-pages.ts';
export { listStages, type Stage } from './tables/stages.ts';
export { forgetTakenOut, type StillStaying } from './tables/staying-values.ts';
export { getStepLogs, type StepLogs, saveStepLogs } from './tables/step-logs.ts';
export { probeStore } from './tables/store-state.ts';
export { findSurvey, type PlannedAddition, type Survey, saveSurvey } from './tables/surveys.ts';
export {
  findTargetProject,
  listStoredFields,
  saveFields,
  saveTargetProject,
} from './tables/target-schema.ts';
export { countToMake, type ToMake } from './tables/to-make.ts';
export {
  addDoubles,
  boundLongDoubts,
  type Double,
  deleteDoubles,
  deleteDoublesOf,
  findLatestDoubt,
  listDoubles,
  pageUnsettled,
  settleResent,
} from './tables/unsettled.ts';
export {
  clearChecks,
  getExpected,
  getUpdated,
  isValidated,
  markConflicts,
  resetValidation,
} from './tables/validation.ts';
export { pageVerifiedContent, saveReadHashes, type VerifiedContent } from './tables/verified-content.ts';
export { getVersionSteps, saveVersionSteps, type VersionSteps } from './tables/version-steps.ts';
export {
  countWaveStates,
  findWave,
  insertWave,
  listWaveItems,
  listWaves,
  listWavesWaiting,
  saveUnrun,
  saveWaveRun,
  type Wave,
} from './tables/waves.ts';
export { findNote, listWorkLeft, type WorkLeft } from './tables/work-left.ts';
export { listWorkers, removeWorker, reportWorker } from './tables/workers.ts';
