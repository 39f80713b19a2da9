import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

const TAIL_BYTES = 4_096;
const TAIL_LINES = 8;

/** The last lines of a log, to show why a process ended. */
export function readLogTail(path: string): string {
  const file = openSync(path, 'r');
  try {
    const start = Math.max(0, fstatSync(file).size - TAIL_BYTES);
    const buffer = Buffer.alloc(TAIL_BYTES);
    const length = readSync(file, buffer, 0, TAIL_BYTES, start);
    const lines = buffer.toString('utf8', 0, length).trimEnd().split('\n');
    return lines
      .slice(-TAIL_LINES)
      .map((line) => `  ${line}`)
      .join('\n');
  } finally {
    closeSync(file);
  }
}
