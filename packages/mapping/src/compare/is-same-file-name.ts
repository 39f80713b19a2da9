import { decodeEntities } from './canonical-html.ts';

/**
 * Whether the stored name still means the name that was sent. A target may keep the encoding of the header, read UTF-8
 * as Latin-1, or return HTML entities.
 */
export function isSameFileName(sent: string, kept: string): boolean {
  const read = [kept, decodePercent(kept), decodeEntities(kept)].flatMap((name) => [
    name,
    decodeLatin1(name),
  ]);
  return [...read, ...read.map(decodePercent), ...read.map(decodeEntities)].includes(sent);
}

function decodePercent(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

const BEYOND_LATIN1 = /[^\0-\xff]/;
const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Reads UTF-8 bytes that were taken for single characters. */
function decodeLatin1(name: string): string {
  if (BEYOND_LATIN1.test(name)) return name;
  try {
    return UTF8.decode(Buffer.from(name, 'latin1'));
  } catch {
    return name;
  }
}
