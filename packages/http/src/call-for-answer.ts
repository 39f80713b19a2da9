import { once } from 'node:events';
import { buffer } from 'node:stream/consumers';
import type { Request, Response } from 'got';
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
  const url = toUrl(baseUrl, call.path, call.query);
  const options = {
    method: call.method,
    headers: headers.all,
    timeout: toCallTimeouts(timeoutMs),
    ...(call.signal ? { signal: call.signal } : {}),
  };
  try {
    if (call.method === 'GET' && expectsRefusal(call))
      return await readStream(transport.got.stream(url, options));
    const response = await transport.got(url, {
      ...options,
      responseType: 'buffer',
      ...(body === undefined ? {} : { json: body }),
    });
    return { status: response.statusCode, headers: response.headers, body: response.body };
  } catch (error) {
    throw toTransportFailure(call, error, headers.secret);
  }
}

/** Even where it throws none, got makes an error with a stack of each answer but a 2xx; of a stream's answer it makes none. */
const expectsRefusal = ({ expect = [] }: HttpCall): boolean => expect.some((status) => status >= 400);

async function readStream(source: Request): Promise<Answer> {
  // Between its headers and its body nobody else may be listening.
  source.on('error', () => undefined);
  const [response] = (await once(source, 'response')) as [Response];
  return { status: response.statusCode, headers: response.headers, body: await buffer(source) };
}
