/** Rows of several tables, as texts. */
export type Rows = Readonly<Record<string, readonly string[]>>;

/** What is in one of two states alone, row by row. */
export const toChanges = (before: Rows, after: Rows): readonly string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((table) => {
    const [was = [], is = []] = [before[table], after[table]];
    return [
      ...without(was, is).map((row) => `${table} lost ${row}`),
      ...without(is, was).map((row) => `${table} got ${row}`),
    ];
  });

/** Rows may be equal: each of `others` takes one away. */
function without(rows: readonly string[], others: readonly string[]): readonly string[] {
  const left = [...others];
  return rows.filter((row) => {
    const at = left.indexOf(row);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}
