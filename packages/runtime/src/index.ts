export {
  type BatchContext,
  type BatchHandler,
  type BatchHandlers,
  type BatchOutcome,
  HandedBackError,
  type HandlerKey,
  PauseRunError,
  RecordTroubleError,
} from './batch-handler.ts';
export { createContact } from './contact.ts';
export { type AttachmentCache, type CachedFile, createAttachmentCache } from './records/attachment-cache.ts';
export { planInPages, ROWS_A_PLAN } from './records/plan-in-pages.ts';
export { createPlanRecords } from './records/plan-records.ts';
export {
  failureOf,
  type RecordOutcome,
  recordFault,
  sortOutcomes,
  toFailure,
} from './records/record-failure.ts';
export { loadReferenceNames } from './records/reference-names.ts';
export { createApiAnswers } from './recovery/api-answers.ts';
export { explainUnforeseen, isUnforeseen } from './recovery/unforeseen.ts';
export { openApiBudget } from './worker/api-budget.ts';
export { reconcile } from './worker/reconcile.ts';
export { createRequestRecorder, type RequestObservation } from './worker/request-recorder.ts';
export { createResourceRecorder, type ResourceRecorder } from './worker/resource-recorder.ts';
export { type BatchRunnerDeps, runBatch } from './worker/run-batch.ts';
export {
  startWorkerService,
  type WorkerParts,
  type WorkerService,
} from './worker/start-worker-service.ts';
export { createStoreWatch } from './worker/store-watch.ts';
