import type { Readable } from 'node:stream';

/**
 * The beginning of a stream: all of it, or somewhat more than `maxBytes` where there is more than that; then the stream is destroyed, and
 * with it the connection.
 */
export async function readAtMost(source: Readable, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of source as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > maxBytes) break;
  }
  return Buffer.concat(chunks);
}
