/** First and last key of some records, in the order of their numbers. Every other one of them lies in between. */
export type KeyRange = {
  readonly from: string;
  readonly to: string;
  /** Whether each number in between is there too. */
  readonly isWhole: boolean;
};

/** A key as Zephyr gives them, such as `WEB-T51`. Nothing else is shown in a queue: it might be a text of a record. */
const KEY = /^([A-Z][A-Z0-9_]{0,63}-[A-Z]{1,2})(\d{1,12})$/;

/** Range of the keys of a batch; null: its records do not all have one of the same project and kind. */
export function toKeyRange(keys: readonly (string | null)[]): KeyRange | null {
  const read = keys.map((key) => KEY.exec(key ?? ''));
  const prefix = read[0]?.[1];
  if (prefix === undefined || read.some((match) => match?.[1] !== prefix)) return null;
  const numbers = read.map((match) => Number(match?.[2]));
  const [first, last] = [Math.min(...numbers), Math.max(...numbers)];
  return {
    from: `${prefix}${first}`,
    to: `${prefix}${last}`,
    isWhole: new Set(numbers).size === last - first + 1,
  };
}
