import { once } from 'node:events';
import type { Request, Response } from 'got';
import type { Answer } from './answer.ts';
import { toAnswerFailure } from './answer-failure.ts';
import { MAX_ERROR_BYTES } from './answer-limits.ts';
import { toAnswerTooLarge } from './answer-too-large.ts';
import { type HttpCall, isExpected } from './http-call.ts';
import { readAtMost } from './read-at-most.ts';

/**
 * Waits for the status and headers of an answer.
 * @throws {HttpError} with the API's message, unless the status is an expected one.
 */
export async function receiveHead(
  call: HttpCall,
  source: Request,
  secrets: Readonly<Record<string, string>>,
): Promise<Omit<Answer, 'body'>> {
  // Between headers and body there may be no other listener for errors.
  source.on('error', () => undefined);
  const [response] = (await once(source, 'response')) as [Response];
  const head = { status: response.statusCode, headers: response.headers };
  if (isExpected(call, head.status)) return head;
  const { chunks } = await readAtMost(source, MAX_ERROR_BYTES);
  throw toAnswerFailure(call, { ...head, body: Buffer.concat(chunks) }, secrets);
}

/** Reads an answer into memory. */
export async function receiveAnswer(
  call: HttpCall,
  source: Request,
  secrets: Readonly<Record<string, string>>,
  maxBytes: number,
): Promise<Answer> {
  const head = await receiveHead(call, source, secrets);
  const { chunks, isAll } = await readAtMost(source, maxBytes);
  if (!isAll) throw toAnswerTooLarge(call, head.status, maxBytes);
  return { ...head, body: Buffer.concat(chunks) };
}
