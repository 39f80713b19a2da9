import type { Answer } from './answer.ts';
import { toAnswerFailure } from './answer-failure.ts';
import { type HttpCall, isExpected } from './http-call.ts';
import type { RequestHeaders } from './request-headers.ts';
import { toCallTimeouts } from './timeouts.ts';
import { toUrl } from './to-url.ts';
import type { Transport } from './transport.ts';
import { toTransportFailure } from './transport-failure.ts';

export type Endpoint = {
  readonly baseUrl: string;
  readonly timeoutMs: number;
  readonly transport: Transport;
};

/** Sends one request with a small answer and reads that whole; throws `HttpError` unless its status is an expected one. */
export async function callForAnswer(
  endpoint: Endpoint,
  call: HttpCall,
  headers: RequestHeaders,
  body: unknown,
): Promise<Answer> {
  const answer = await receive(endpoint, call, headers, body);
  if (!isExpected(call, answer.status)) throw toAnswerFailure(call, answer, headers.secret);
  return answer;
}

async function receive(
  { baseUrl, timeoutMs, transport }: Endpoint,
  call: HttpCall,
  headers: RequestHeaders,
  body: unknown,
): Promise<Answer> {
  try {
    const response = await transport.got(toUrl(baseUrl, call.path, call.query), {
      method: call.method,
      headers: headers.all,
      timeout: toCallTimeouts(timeoutMs),
      responseType: 'buffer',
      ...(body === undefined ? {} : { json: body }),
      ...(call.signal ? { signal: call.signal } : {}),
    });
    return { status: response.statusCode, headers: response.headers, body: response.body };
  } catch (error) {
    throw toTransportFailure(call, error, headers.secret);
  }
}
