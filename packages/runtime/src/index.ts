export { openApiBudget } from './api-budget.ts';
export { type AttachmentCache, type CachedFile, createAttachmentCache } from './attachment-cache.ts';
export {
  type BatchContext,
  type BatchHandler,
  type BatchHandlers,
  type BatchOutcome,
  PauseRunError,
} from './batch-handler.ts';
export { hashContent } from './hash-content.ts';
export { planInPages, ROWS_A_PLAN } from './plan-in-pages.ts';
export { createPlanRecords } from './plan-records.ts';
export { type RecordOutcome, recordFault, sortOutcomes, toFailure } from './record-failure.ts';
export { loadReferenceNames } from './reference-names.ts';
export type { RequestObservation } from './request-recorder.ts';
export {
  startWorkerService,
  type WorkerParts,
  type WorkerService,
} from './start-worker-service.ts';
