/** Sums up the counts of rows with the same key, in order of the keys' first appearance. */
export function sumBy<Row, Key>(
  rows: readonly Row[],
  keyOf: (row: Row) => Key,
  countOf: (row: Row) => number,
): ReadonlyMap<Key, number> {
  const sums = new Map<Key, number>();
  for (const row of rows) sums.set(keyOf(row), (sums.get(keyOf(row)) ?? 0) + countOf(row));
  return sums;
}
