import type { HttpMethod } from './http-call.ts';
import type { HttpErrorCode } from './http-error.ts';

/** One request that was sent, whatever came of it; waiting for a turn is not in its duration. */
export type HttpObservation = {
  readonly side: 'source' | 'target';
  readonly method: HttpMethod;
  readonly route: string;
  /** null: no answer. */
  readonly status: number | null;
  readonly durationMs: number;
  readonly outcome: 'ok' | HttpErrorCode;
};
