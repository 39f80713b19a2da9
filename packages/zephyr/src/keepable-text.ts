/**
 * No JSON reader, database or browser can store these: unpaired surrogates, NUL, and control characters without a
 * meaning in text.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const UNKEEPABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g;
const UNKNOWN = '\ufffd';

/** A text that every reader can store: other characters become the replacement sign. */
export const toKeepable = (text: string): string => text.toWellFormed().replace(UNKEEPABLE, UNKNOWN);

type Path = readonly (string | number)[];

/**
 * Makes all texts and names in a value storable, and lists the places that were changed; returns the value itself if
 * none was.
 */
export function toKeepableValue(value: unknown): {
  readonly value: unknown;
  readonly changed: readonly Path[];
} {
  const changed: Path[] = [];
  const keep = (some: unknown, path: Path): unknown => {
    if (typeof some === 'string') {
      const kept = toKeepable(some);
      if (kept !== some) changed.push(path);
      return kept;
    }
    if (Array.isArray(some)) return some.map((item, index) => keep(item, [...path, index]));
    if (typeof some !== 'object' || some === null) return some;
    return Object.fromEntries(
      Object.entries(some).map(([name, item]) => {
        const kept = toKeepable(name);
        if (kept !== name) changed.push([...path, kept]);
        return [kept, keep(item, [...path, kept])];
      }),
    );
  };
  const kept = keep(value, []);
  return { value: changed.length > 0 ? kept : value, changed };
}
