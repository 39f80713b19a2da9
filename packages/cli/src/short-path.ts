import { relative } from 'node:path';

/** From where the person is, when it is below; else in full. */
export function toShortPath(path: string): string {
  const short = relative('.', path);
  return short === '' || short.startsWith('..') ? path : short;
}
