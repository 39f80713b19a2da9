/** Encoding of non-ASCII names in the `File-Name` header, UNCONFIRMED for qTest: percent-encoded, or as UTF-8 bytes. */
export type FileNameEncoding = 'percent' | 'utf8';

const PLAIN = /^[\x20-\x7e]+$/;
const LOOKS_ENCODED = /%[0-9a-f]{2}/i;

/**
 * Makes a file name safe for a header. A plain name stays as it is, unless it would be mistaken for an encoded one.
 * Line breaks and other control characters are always encoded, since no header may contain them.
 */
export function toFileNameHeader(name: string, encoding: FileNameEncoding = 'percent'): string {
  if (PLAIN.test(name) && !(encoding === 'percent' && LOOKS_ENCODED.test(name))) return name;
  if (encoding === 'percent') return encodeURIComponent(name.toWellFormed());
  const withoutControls = name.replace(/\p{Cc}/gu, (control) => encodeURIComponent(control));
  return Buffer.from(withoutControls, 'utf8').toString('latin1');
}
