import { HttpError, type HttpErrorCode, type Recovery } from '@z2q/http';

/** What a call of the target throws. */
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
