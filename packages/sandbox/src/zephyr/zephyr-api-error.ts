import type { ErrorBodies } from '../behaviour/early-answer.ts';

/** An answer other than 200, in the form `{errorCode, message}`. */
export class ZephyrApiError extends Error {
  override readonly name = 'ZephyrApiError';
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export const notFound = (what: string): ZephyrApiError =>
  new ZephyrApiError(404, `${what} does not exist or you do not have access to it`);

/** Cases, cycles, plans and executions answer 401 in a form of their own, except for the files of cycles. */
const ANSWERS_AUTH_ERROR = /^\/v2\/(testcases|testplans|testexecutions|testcycles(?!\/[^/?]+\/attachments))/;

export const toUnauthorizedBody = (url: string, message: string): unknown =>
  ANSWERS_AUTH_ERROR.test(url) ? { error: message } : { errorCode: 401, message };

export const zephyrErrorBodies: ErrorBodies = {
  unauthorized: (url) => toUnauthorizedBody(url, 'Token has expired'),
  tooManyRequests: () => ({ errorCode: 429, message: 'Too many requests' }),
};
