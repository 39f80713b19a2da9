import { whenSettled } from './answer-failure.ts';
import { toMebibytes } from './answer-limits.ts';
import type { HttpCall } from './http-call.ts';
import type { HttpError } from './http-error.ts';
import { toHttpError } from './to-http-error.ts';

/** The answer would be as large the next time. If it answers a write, the write was applied all the same. */
export function toAnswerTooLarge(call: HttpCall, status: number, maxBytes: number): HttpError {
  const recovery = whenSettled(call);
  const what = `answered ${status} with more than ${toMebibytes(maxBytes)}, which is the most that is read of such an answer`;
  return toHttpError(call, { code: 'answer_too_large', recovery, status, what });
}
