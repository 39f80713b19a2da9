import type { Readable } from 'node:stream';
import type { Answer } from './answer.ts';
import type { Endpoint } from './call-for-answer.ts';
import type { HttpCall } from './http-call.ts';
import { receiveAnswer } from './receive-answer.ts';
import type { RequestHeaders } from './request-headers.ts';
import { toStreamTimeouts } from './timeouts.ts';
import { toUrl } from './to-url.ts';
import { toTransportFailure } from './transport-failure.ts';

/** Uploads a stream of known size. The stream is read once and always closed. */
export async function uploadFile(
  { baseUrl, timeoutMs, transport, limits }: Endpoint,
  call: HttpCall,
  headers: RequestHeaders,
  { stream, sizeBytes }: { readonly stream: Readable; readonly sizeBytes: number },
): Promise<Answer> {
  const request = transport.got.stream(toUrl(baseUrl, call.path, call.query), {
    method: call.method,
    headers: { ...headers.all, 'content-length': String(sizeBytes) },
    timeout: toStreamTimeouts(timeoutMs),
    body: stream,
    ...(call.signal ? { signal: call.signal } : {}),
  });
  try {
    return await receiveAnswer(call, request, headers.secret, limits.answerBytes);
  } catch (error) {
    request.destroy();
    throw toTransportFailure(call, error, headers.secret);
  } finally {
    stream.destroy();
  }
}
