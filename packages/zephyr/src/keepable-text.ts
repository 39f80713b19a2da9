/**
 * No JSON reader, database or browser can store these: unpaired surrogates, NUL, and control characters without a
 * meaning in text.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const UNKEEPABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g;
const UNKNOWN = '\ufffd';

const isKeepable = (text: string): boolean => text.isWellFormed() && text.search(UNKEEPABLE) === -1;

/** Whether all texts and names in a value can be stored as they are: so it is with nearly every record. */
const isAllKeepable = (value: unknown): boolean => {
  if (typeof value === 'string') return isKeepable(value);
  if (typeof value !== 'object' || value === null) return true;
  if (Array.isArray(value)) return value.every(isAllKeepable);
  return Object.entries(value).every(([name, item]) => isKeepable(name) && isAllKeepable(item));
};

/** A text that every reader can store: other characters become the replacement sign. */
export const toKeepable = (text: string): string => text.toWellFormed().replace(UNKEEPABLE, UNKNOWN);

type Path = readonly (string | number)[];

/**
 * Makes all texts and names in a value storable, and lists the places that were changed; returns the value itself if
 * none had to be.
 */
export function toKeepableValue(value: unknown): {
  readonly value: unknown;
  readonly changed: readonly Path[];
} {
  // To copy a value and write down the path to each of its members takes three times as long as to look at it.
  if (isAllKeepable(value)) return { value, changed: [] };
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
  return { value: keep(value, []), changed };
}
