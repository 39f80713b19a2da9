export {
  type AttachmentOwner,
  type OwningType,
  owningTypeOf,
  readOwningRecord,
} from './attachment-owner.ts';
export { ATTACHMENT_CHOICES, type AttachmentChoice, looksForFiles } from './attachments-option.ts';
export {
  CertificateGap,
  CertificateGapCode,
  CertificateView,
  type CertifiedContent,
  type CertifiedType,
  type CertifiedValues,
} from './certificate.ts';
export { contentHash } from './content-hash.ts';
export { dashboardPages } from './dashboard-pages.ts';
export {
  type AttachmentDraft,
  type CycleFolderDraft,
  type Draft,
  type DraftField,
  type DraftStep,
  type DraftStepResult,
  type ExecutionDraft,
  type FieldKind,
  type FieldObject,
  type ModuleDraft,
  type ReleaseDraft,
  sourcesOf,
  type TestCaseDraft,
  type TestLogDraft,
  type TestSuiteDraft,
} from './draft.ts';
export { ENTITY_TYPES, EntityType, MappedType } from './entity-type.ts';
export { FailureCode, type RecordFailure } from './failure.ts';
export type { FieldProfile } from './field-profile.ts';
export { Forecast, type ForecastSide, REQUEST_KINDS, REQUEST_LABELS, type RequestKind } from './forecast.ts';
export { MigrationId, newMigrationId, newRunId, newWaveId, RunId, WaveId } from './ids.ts';
export {
  BatchJob,
  BatchKind,
  QUEUE_NAMES,
  QueueName,
  queueOf,
  StagePhase,
  StageType,
  type WorkableBatch,
} from './job.ts';
export {
  type Account,
  LEDGER_OUTCOMES,
  type Ledger,
  type LedgerEntry,
  type LedgerLine,
  type LedgerOutcome,
  type StayingValue,
  type TallyRow,
  type Transformed,
  type ValueOutcome,
} from './ledger.ts';
export { type LedgerCode, LedgerCodeName, type LedgerParams, toLedgerSentence } from './ledger-codes.ts';
export { LedgerType } from './ledger-type.ts';
export { EMPTY_MAPPING, hashOfMapping, MappingFile } from './mapping-file.ts';
export { MappingUse } from './mapping-use.ts';
export { mergeEntries } from './merge-entries.ts';
export {
  ChangeMigration,
  CreatedMigration,
  CreateMigration,
  MigrationItem,
  MigrationView,
  MoveSites,
  PreflightCheck,
  PreflightView,
  SitesView,
} from './migration-views.ts';
export { AuditItem, WORKER_ALIVE_MS, WorkersView, WorkerView } from './operation-views.ts';
export { ChangedOptions, MigrationOptions } from './options.ts';
export { PaceView } from './pace-view.ts';
export { PHASES, Phase } from './phase.ts';
export { PROBLEMS, Problem, ProblemCode } from './problems.ts';
export { isSameAddress, ProjectAddress, Side, tellOtherSite, toSiteUrl } from './project-address.ts';
export { KEPT_CHARACTERS, NamedRecord, NamedRecords, RecordView } from './record-view.ts';
export { CheckpointItem, FailureItem, IdMapItem, LedgerItem, pageOf } from './record-views.ts';
export { NO_CLUSTER, type RedisAddress, readRedisAddress } from './redis-address.ts';
export {
  AnswerClass,
  CheckName,
  FailureGroups,
  LedgerField,
  LedgerReason,
  LedgerSum,
  REPORTED_ITEMS,
  ReportCheck,
  ReportFailureGroup,
  ReportLine,
  ReportRequests,
  ReportSkip,
  ReportTotals,
  ReportView,
  Verdict,
} from './report.ts';
export { PhaseCheck, PLANNED_CHOICES, type PlannedKind, ReportPlan } from './report-plan.ts';
export { endsByItself, isFinal, PauseReason, RunState } from './run-state.ts';
export {
  AcceptedRun,
  COUNT_OF_PHASE,
  CountsView,
  Requeued,
  RetryRun,
  RollBack,
  RunKind,
  RunView,
  StartRun,
} from './run-views.ts';
export type {
  CustomFields,
  CustomFieldValue,
  FolderType,
  IssueLink,
  OddMember,
  SourceAttachment,
  SourceExecution,
  SourceFolder,
  SourceScript,
  SourceStep,
  SourceStepResult,
  SourceTestCase,
  SourceTestCycle,
  SourceTestPlan,
  StepParameter,
  WebLink,
} from './source-model.ts';
export { type EndsAs, type StoppingView, toStopping } from './stopping.ts';
export type {
  AllowedValue,
  AttachmentHolder,
  Container,
  ContainerType,
  DescribedWrite,
  FieldHolder,
  FieldWrite,
  NamedWrite,
  PropertyRead,
  PropertyWrite,
  ReleaseWrite,
  TargetAttachment,
  TargetCycle,
  TargetField,
  TargetLog,
  TargetModule,
  TargetPage,
  TargetProject,
  TargetRelease,
  TargetRun,
  TargetStatus,
  TargetStep,
  TargetStepLog,
  TargetSuite,
  TargetTestCase,
  TestCaseWrite,
  TestLogWrite,
} from './target-model.ts';
export { toInstant } from './to-instant.ts';
export { isInHand, toWaveState, WaveItemState } from './wave-state.ts';
export {
  AcceptedWave,
  CreateWave,
  ProjectsView,
  WaveItem,
  type WaveProject,
  WaveSummary,
  WaveView,
} from './wave-views.ts';
export { withoutSlashAtEnd } from './without-slash-at-end.ts';
