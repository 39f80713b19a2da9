import type { Readable } from 'node:stream';
import type { Answer } from './answer.ts';
import { toAnswerFailure } from './answer-failure.ts';
import type { Endpoint } from './call-for-answer.ts';
import { type HttpCall, isExpected } from './http-call.ts';
import type { RequestHeaders } from './request-headers.ts';
import { toStreamTimeouts } from './timeouts.ts';
import { toUrl } from './to-url.ts';
import { toTransportFailure } from './transport-failure.ts';

/** Streams a body of known size up. The stream is read once and closed, whatever happens. */
export async function uploadFile(
  { baseUrl, timeoutMs, transport }: Endpoint,
  call: HttpCall,
  headers: RequestHeaders,
  { stream, sizeBytes }: { readonly stream: Readable; readonly sizeBytes: number },
): Promise<Answer> {
  try {
    const response = await transport.got(toUrl(baseUrl, call.path, call.query), {
      method: call.method,
      headers: { ...headers.all, 'content-length': String(sizeBytes) },
      timeout: toStreamTimeouts(timeoutMs),
      responseType: 'buffer',
      body: stream,
      ...(call.signal ? { signal: call.signal } : {}),
    });
    const answer = { status: response.statusCode, headers: response.headers, body: response.body };
    if (isExpected(call, answer.status)) return answer;
    throw toAnswerFailure(call, answer, headers.secret);
  } catch (error) {
    throw toTransportFailure(call, error, headers.secret);
  } finally {
    stream.destroy();
  }
}
