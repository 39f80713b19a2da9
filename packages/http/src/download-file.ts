import { finished, type Readable, Transform } from 'node:stream';
import { toAnswerTooLarge } from './answer-too-large.ts';
import type { Endpoint } from './call-for-answer.ts';
import type { HttpCall } from './http-call.ts';
import { readQuotaLeft } from './read-quota-left.ts';
import { receiveHead } from './receive-answer.ts';
import type { RequestHeaders } from './request-headers.ts';
import type { Sent } from './requester.ts';
import { toStreamTimeouts } from './timeouts.ts';
import { toUrl } from './to-url.ts';
import { toTransportFailure } from './transport-failure.ts';

/** Opens a file. Errors before the first byte are thrown; later errors end the stream with an `HttpError`. */
export async function downloadFile(
  { baseUrl, timeoutMs, transport, limits }: Endpoint,
  call: HttpCall,
  headers: RequestHeaders,
): Promise<Sent<Readable>> {
  const source = transport.got.stream(toUrl(baseUrl, call.path, call.query), {
    headers: { ...headers.all, accept: '*/*' },
    timeout: toStreamTimeouts(timeoutMs),
    ...(call.signal ? { signal: call.signal } : {}),
  });
  try {
    const { status, headers: told } = await receiveHead(call, source, headers.secret);
    const file = limitedTo(limits.fileBytes, () => toAnswerTooLarge(call, status, limits.fileBytes));
    const value = withCleanErrors(source, file, (error) => toTransportFailure(call, error, headers.secret));
    const occupiedUntil = new Promise<void>((resolve) => value.once('close', resolve));
    return { status, value, quotaLeft: readQuotaLeft(told), occupiedUntil };
  } catch (error) {
    source.destroy();
    throw toTransportFailure(call, error, headers.secret);
  }
}

function limitedTo(maxBytes: number, tooLarge: () => Error): Transform {
  let size = 0;
  return new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      size += chunk.length;
      if (size > maxBytes) done(tooLarge());
      else done(null, chunk);
    },
  });
}

/**
 * The errors of got carry the request's headers, so the reader of the file must not see them. The first listener keeps
 * an error that comes before anybody reads from ending the process.
 */
function withCleanErrors(source: Readable, file: Transform, toClean: (error: unknown) => Error): Readable {
  file.on('error', () => undefined);
  file.once('close', () => source.destroy());
  finished(source, { writable: false }, (error) => error && file.destroy(toClean(error)));
  return source.pipe(file);
}
