import type { AnswerClass } from '@z2q/contracts';
import type { HttpErrorCode } from '@z2q/http';

const BY_CODE: Readonly<Record<HttpErrorCode | 'ok', AnswerClass>> = {
  ok: '2xx',
  unauthorized: '4xx',
  forbidden: '4xx',
  not_found: '4xx',
  refused: '4xx',
  too_large: '4xx',
  throttled: 'throttled',
  quota_exhausted: 'throttled',
  server_error: '5xx',
  bad_answer: 'no_answer',
  answer_too_large: 'no_answer',
  redirect_refused: '3xx',
  unreachable: 'no_answer',
  timeout: 'no_answer',
  cancelled: 'no_answer',
};
const BY_DIGIT: Readonly<Record<string, AnswerClass>> = { 2: '2xx', 3: '3xx', 4: '4xx', 5: '5xx' };

/** `outcome` is a status code, `ok`, or the code of an `HttpError`. */
export function toAnswerClass(outcome: string): AnswerClass {
  if (outcome === '429') return 'throttled';
  const code = Object.hasOwn(BY_CODE, outcome) ? BY_CODE[outcome as HttpErrorCode] : undefined;
  return code ?? BY_DIGIT[outcome.charAt(0)] ?? 'no_answer';
}
