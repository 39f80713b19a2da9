import { contentHash } from '@z2q/contracts';

/** Members with objects inside, which are hashed for themselves. */
const INSIDE: ReadonlySet<string> = new Set(['children', 'suites']);

/**
 * SHA-256 of an object as the target returned it. The order of its lists does not count: steps contain their
 * position.
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
