import { once } from 'node:events';
import { finished, PassThrough, type Readable } from 'node:stream';
import type { Response } from 'got';
import { toAnswerFailure } from './answer-failure.ts';
import type { Endpoint } from './call-for-answer.ts';
import { type HttpCall, isExpected } from './http-call.ts';
import type { RequestHeaders } from './request-headers.ts';
import type { Sent } from './requester.ts';
import { toStreamTimeouts } from './timeouts.ts';
import { toUrl } from './to-url.ts';
import { toTransportFailure } from './transport-failure.ts';

/** No error page is larger than this; the rest of one is not worth reading. */
const MAX_ERROR_BYTES = 65_536;

/** Opens a file. What goes wrong before the first byte is thrown; later it ends the stream with an `HttpError`. */
export async function downloadFile(
  { baseUrl, timeoutMs, transport }: Endpoint,
  call: HttpCall,
  headers: RequestHeaders,
): Promise<Sent<Readable>> {
  const source = transport.got.stream(toUrl(baseUrl, call.path, call.query), {
    headers: { ...headers.all, accept: '*/*' },
    timeout: toStreamTimeouts(timeoutMs),
    ...(call.signal ? { signal: call.signal } : {}),
  });
  // Between its headers and its bytes nobody else may be listening.
  source.on('error', () => undefined);
  try {
    const [response] = (await once(source, 'response')) as [Response];
    if (!isExpected(call, response.statusCode)) {
      const answer = { status: response.statusCode, headers: response.headers, body: await readSome(source) };
      throw toAnswerFailure(call, answer, headers.secret);
    }
    const value = withCleanErrors(source, (error) => toTransportFailure(call, error, headers.secret));
    const occupiedUntil = new Promise<void>((resolve) => value.once('close', resolve));
    return { status: response.statusCode, value, occupiedUntil };
  } catch (error) {
    source.destroy();
    throw toTransportFailure(call, error, headers.secret);
  }
}

/**
 * The errors of got carry the request's headers, so they must not reach whoever reads the file. A file that breaks before it is
 * read keeps its error for its reader: without a listener of its own it would end the process.
 */
function withCleanErrors(source: Readable, toClean: (error: unknown) => Error): Readable {
  const file = new PassThrough();
  file.on('error', () => undefined);
  file.once('close', () => source.destroy());
  finished(source, { writable: false }, (error) => error && file.destroy(toClean(error)));
  return source.pipe(file);
}

async function readSome(source: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of source as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= MAX_ERROR_BYTES) break;
  }
  return Buffer.concat(chunks);
}
