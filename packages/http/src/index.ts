export type { CallOptions, HttpMethod, JsonOptions, Query } from './http-call.ts';
export {
  createHttpClient,
  type HttpClient,
  type HttpClientOptions,
  type UploadOptions,
} from './http-client.ts';
export { HttpError, type HttpErrorCode, type HttpErrorDetails, type Recovery } from './http-error.ts';
export type { Proxies } from './proxies.ts';
export { createRateBudget, type RateBudget, type RateBudgetOptions } from './rate-budget.ts';
export { type BudgetReading, readBudget } from './read-budget.ts';
export type { HttpFlight, HttpObservation } from './requester.ts';
export { withSendGuard } from './send-guard.ts';
export type { RetryPolicy } from './send-until-done.ts';
