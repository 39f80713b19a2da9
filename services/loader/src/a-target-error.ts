import { HttpError, type HttpErrorCode, type Recovery } from '@z2q/http';

/** The error of a failed target request. */
export const aTargetError = (recovery: Recovery, code: HttpErrorCode): HttpError =>
  new HttpError('no', {
    code,
    recovery,
    side: 'target',
    method: 'POST',
    path: '/',
    status: null,
    apiMessage: null,
    retryAfterMs: null,
  });
