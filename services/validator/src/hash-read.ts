import { contentHash } from '@z2q/contracts';

/** Objects inside another one count for themselves. */
const INSIDE: ReadonlySet<string> = new Set(['children', 'suites']);

/**
 * SHA-256 of an object as the target returned it, whatever the order of its fields and steps, which say their place
 * themselves.
 */
export const hashRead = (object: object): string =>
  contentHash(
    Object.fromEntries(
      Object.entries(object)
        .filter(([name]) => !INSIDE.has(name))
        .map(([name, value]) => [name, Array.isArray(value) ? toSet(value) : value]),
    ),
  );

const toSet = (values: readonly unknown[]): readonly string[] =>
  values.map((value) => JSON.stringify(value)).sort();
