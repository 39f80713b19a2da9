import type { Readable } from 'node:stream';

export type Beginning = {
  /** Put together by who needs them so: of a large answer that is refused, that would hold up everything else for nothing. */
  readonly chunks: readonly Buffer[];
  readonly isAll: boolean;
};

/**
 * The beginning of a stream: all of it, or somewhat more than `maxBytes` where there is more than that; then the stream is destroyed, and
 * with it the connection.
 */
export async function readAtMost(source: Readable, maxBytes: number): Promise<Beginning> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of source as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > maxBytes) break;
  }
  return { chunks, isAll: size <= maxBytes };
}
