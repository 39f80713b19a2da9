import type { Readable } from 'node:stream';

export type Beginning = {
  /** Joined only by the caller that needs it: joining a large answer that is refused would block the process for nothing. */
  readonly chunks: readonly Buffer[];
  readonly isAll: boolean;
};

/**
 * Reads the beginning of a stream: all of it, or slightly more than `maxBytes` if it is longer. In that case the stream
 * and its connection are destroyed.
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
