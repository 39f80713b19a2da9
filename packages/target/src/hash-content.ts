import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** SHA-256 of a stream's bytes, in hexadecimal. The bytes are not stored. */
export async function hashContent(content: Readable, signal: AbortSignal): Promise<string> {
  const sum = createHash('sha256');
  await pipeline(content, sum, { signal });
  return sum.digest('hex');
}
