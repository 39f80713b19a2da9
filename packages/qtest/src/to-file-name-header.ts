/** How names beyond ASCII travel in the `File-Name` header, which is UNCONFIRMED for qTest: percent-encoded, or as the bytes of UTF-8. */
export type FileNameEncoding = 'percent' | 'utf8';

const PLAIN = /^[\x20-\x7e]+$/;
const LOOKS_ENCODED = /%[0-9a-f]{2}/i;

/**
 * A file's name fit for a header. A plain name goes as it is, unless it would be mistaken for an encoded one. Line breaks and other control characters
 * are encoded either way, as no header may carry them.
 */
export function toFileNameHeader(name: string, encoding: FileNameEncoding = 'percent'): string {
  if (PLAIN.test(name) && !(encoding === 'percent' && LOOKS_ENCODED.test(name))) return name;
  if (encoding === 'percent') return encodeURIComponent(name.toWellFormed());
  const withoutControls = name.replace(/\p{Cc}/gu, (control) => encodeURIComponent(control));
  return Buffer.from(withoutControls, 'utf8').toString('latin1');
}
