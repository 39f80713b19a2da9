import { MaxRedirectsError, RequestError, TimeoutError, UploadError } from 'got';
import { whenUnclear } from './answer-failure.ts';
import type { HttpCall } from './http-call.ts';
import { HttpError, type HttpErrorCode, type Recovery } from './http-error.ts';
import { redactSecrets } from './redact-secrets.ts';
import { RedirectRefusedError } from './redirect-refused-error.ts';
import { toHttpError } from './to-http-error.ts';

/** Connection failures: no part of the request has left this machine. */
const NOT_SENT: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'ERR_PROXY_TUNNEL',
]);
const CONNECT_PHASES: ReadonlySet<string> = new Set(['lookup', 'connect', 'secureConnect']);
const TRUNCATED: ReadonlySet<string> = new Set(['ERR_HTTP_CONTENT_LENGTH_MISMATCH', 'HPE_INVALID_CONSTANT']);

/**
 * Turns a request without a complete answer into an error. An error of the file being uploaded stays as it is, since no
 * API took part in it.
 */
export function toTransportFailure(
  call: HttpCall,
  error: unknown,
  secrets: Readonly<Record<string, string>>,
): Error {
  if (error instanceof HttpError) return error;
  if (call.signal?.aborted) return toCancelled(call, whenUnclear(call));
  if (error instanceof UploadError) return toError(error.cause);
  if (!(error instanceof RequestError)) return toError(error);
  const refusal = refusalOf(error);
  if (refusal !== null) return toRedirectRefused(call, error.response?.statusCode ?? null, refusal);
  const wasSent = !(NOT_SENT.has(error.code) || isConnectTimeout(error));
  return toHttpError(call, {
    code: codeOf(error),
    recovery: wasSent ? whenUnclear(call) : 'retry',
    status: error.response?.statusCode ?? null,
    what: whatHappened(error, secrets),
    cause: new Error(redactSecrets(error.message, secrets)),
  });
}

/** For a failed tunnel: the proxy without its user, and the proxy's answer. */
const whatHappened = ({ code, message }: RequestError, secrets: Readonly<Record<string, string>>): string =>
  code === 'ERR_PROXY_TUNNEL'
    ? `did not get through the proxy (${redactSecrets(message, secrets)})`
    : `got no whole answer (${code})`;

/** The caller gave up. `recovery` is `in-doubt` when a write was under way. */
export const toCancelled = (call: HttpCall, recovery: Recovery): HttpError =>
  toHttpError(call, { code: 'cancelled', recovery, what: 'was cancelled' });

/** Error codes of got for a `Location` that it cannot follow. */
const NO_ADDRESS: ReadonlySet<string> = new Set(['ERR_UNSUPPORTED_PROTOCOL', 'ERR_INVALID_URL']);

/** The address of a redirect that must not be followed; null: the error has another cause. */
function refusalOf(error: RequestError): string | null {
  if (error.cause instanceof RedirectRefusedError) return error.cause.message;
  if (NO_ADDRESS.has(error.code)) return 'what is no address of the web';
  return error instanceof MaxRedirectsError ? 'yet another address, too many times in a row' : null;
}

const BASE_URL = { source: 'ZEPHYR_BASE_URL', target: 'QTEST_BASE_URL' } as const;

/** Not retried: the next answer would redirect to the same place. */
const toRedirectRefused = (call: HttpCall, status: number | null, where: string): HttpError =>
  toHttpError(call, {
    code: 'redirect_refused',
    recovery: 'give-up',
    status,
    what: `was redirected to ${where}. Requests go to the host and port of ${BASE_URL[call.side]}, and besides over https to public addresses; if this is where the API has moved to, set that`,
  });

const toError = (reason: unknown): Error => (reason instanceof Error ? reason : new Error(String(reason)));

const isConnectTimeout = (error: RequestError): boolean =>
  error instanceof TimeoutError && CONNECT_PHASES.has(error.event);

function codeOf(error: RequestError): HttpErrorCode {
  if (error instanceof TimeoutError) return 'timeout';
  return TRUNCATED.has(error.code) ? 'bad_answer' : 'unreachable';
}
