import { decodeEntities } from './canonical-html.ts';

/** Whether a target that keeps a file's name as the header brought it, takes its UTF-8 for Latin-1, or tells it as HTML has it, still means the name that was sent. */
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

/** Bytes of UTF-8 that were read one by one, as the characters that they are. */
function decodeLatin1(name: string): string {
  if (BEYOND_LATIN1.test(name)) return name;
  const decoded = Buffer.from(name, 'latin1').toString('utf8');
  return decoded.includes('\uFFFD') ? name : decoded;
}
