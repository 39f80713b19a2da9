type Named = { readonly sourceId: string; readonly name: string };

/**
 * Gives each id a unique name: its own, followed by the id if an older one has the same name. An id that is not listed
 * is named by the id. No name is empty.
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

/** Ids are growing numbers, so this order is by age. */
const byAge = (left: Named, right: Named): number =>
  left.sourceId.length - right.sourceId.length || (left.sourceId < right.sourceId ? -1 : 1);
