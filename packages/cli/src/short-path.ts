import { relative } from 'node:path';

/** Relative to the working directory if it is below that, otherwise absolute. */
export function toShortPath(path: string): string {
  const short = relative('.', path);
  return short === '' || short.startsWith('..') ? path : short;
}
