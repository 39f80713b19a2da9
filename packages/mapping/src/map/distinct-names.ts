type Named = { readonly sourceId: string; readonly name: string };

/**
 * A name for each id that no other has: its own, and with its id behind it where an older one has that name already. What is
 * not listed is named by its id, and nothing by the empty text.
 */
export function createDistinctNames(named: readonly Named[]): (sourceId: string) => string {
  const names = new Map<string, string>();
  const taken = new Set(['']);
  for (const { sourceId, name } of named.toSorted(byAge)) {
    let distinct = name;
    while (taken.has(distinct)) distinct = `${distinct} #${sourceId}`;
    taken.add(distinct);
    names.set(sourceId, distinct);
  }
  return (sourceId) => names.get(sourceId) ?? `#${sourceId}`;
}

/** Ids are numbers that grow. */
const byAge = (left: Named, right: Named): number =>
  left.sourceId.length - right.sourceId.length || (left.sourceId < right.sourceId ? -1 : 1);
