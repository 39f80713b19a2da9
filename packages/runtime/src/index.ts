export { openApiBudget } from './api-budget.ts';
export { type AttachmentCache, type CachedFile, createAttachmentCache } from './attachment-cache.ts';
export {
  type BatchContext,
  type BatchHandler,
  type BatchHandlers,
  type BatchOutcome,
  PauseRunError,
} from './batch-handler.ts';
export { blameAddress } from './blame-address.ts';
export {
  type ApiConfig,
  type BaseConfig,
  SourceWorkerConfig,
  TargetWorkerConfig,
  toBaseConfig,
  toQtestConfig,
  toZephyrConfig,
  WorkerConfig,
} from './config.ts';
export { ConfigError } from './config-error.ts';
export { DataDir } from './data-dir.ts';
export { BaseEnv, PortNumber, QtestEnv, ZephyrEnv } from './env-schema.ts';
export { every } from './every.ts';
export { hashContent } from './hash-content.ts';
export { JiraEnv, requireWholeJira } from './jira-env.ts';
export { createLogger, type Logger } from './logger.ts';
export { planInPages, ROWS_A_PLAN } from './plan-in-pages.ts';
export { createPlanRecords } from './plan-records.ts';
export { type Environment, readConfig } from './read-config.ts';
export { type RecordOutcome, recordFault, sortOutcomes, toFailure } from './record-failure.ts';
export { loadReferenceNames } from './reference-names.ts';
export type { RequestObservation } from './request-recorder.ts';
export { createSecret, type Secret, SecretFromEnv } from './secret.ts';
export {
  startWorkerService,
  WORKER_ALIVE_MS,
  type WorkerParts,
  type WorkerService,
} from './start-worker-service.ts';
