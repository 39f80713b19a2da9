import type { Answer } from './answer.ts';
import type { AnswerLimits } from './answer-limits.ts';
import type { HttpCall } from './http-call.ts';
import { receiveAnswer } from './receive-answer.ts';
import type { RequestHeaders } from './request-headers.ts';
import { toCallTimeouts } from './timeouts.ts';
import { toUrl } from './to-url.ts';
import type { Transport } from './transport.ts';
import { toTransportFailure } from './transport-failure.ts';

export type Endpoint = {
  readonly baseUrl: string;
  readonly timeoutMs: number;
  readonly transport: Transport;
  readonly limits: AnswerLimits;
};

/** Sends one request and reads its answer into memory. @throws {HttpError} unless the status is an expected one. */
export async function callForAnswer(
  { baseUrl, timeoutMs, transport, limits }: Endpoint,
  call: HttpCall,
  headers: RequestHeaders,
  body: unknown,
): Promise<Answer> {
  const source = transport.got.stream(toUrl(baseUrl, call.path, call.query), {
    method: call.method,
    headers: headers.all,
    timeout: toCallTimeouts(timeoutMs),
    ...(body === undefined ? {} : { json: body }),
    ...(call.signal ? { signal: call.signal } : {}),
  });
  // got waits for a body of a non-GET stream until it is ended.
  if (call.method !== 'GET' && body === undefined) source.end();
  try {
    return await receiveAnswer(call, source, headers.secret, limits.answerBytes);
  } catch (error) {
    source.destroy();
    throw toTransportFailure(call, error, headers.secret);
  }
}
