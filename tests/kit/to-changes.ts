/** Rows of several tables, as texts. */
export type Rows = Readonly<Record<string, readonly string[]>>;

/** The rows that only one of two states has. */
export const toChanges = (before: Rows, after: Rows): readonly string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((table) => {
    const [was = [], is = []] = [before[table], after[table]];
    return [
      ...without(was, is).map((row) => `${table} lost ${row}`),
      ...without(is, was).map((row) => `${table} got ${row}`),
    ];
  });

/** Rows may be equal, so each of `others` removes one. */
function without(rows: readonly string[], others: readonly string[]): readonly string[] {
  const left = [...others];
  return rows.filter((row) => {
    const at = left.indexOf(row);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}
