/**
 * Cuts a list into batches of about `size`, keeping neighbours with the same group together: executions that share a
 * test run are loaded by one worker, oldest first. A group larger than `size` makes a batch of its own.
 */
export function chunkByGroup<Item>(
  items: Iterable<Item>,
  size: number,
  groupOf: (item: Item) => string,
): Item[][] {
  const batches: Item[][] = [];
  let current: Item[] = [];
  let group: string | undefined;
  for (const item of items) {
    const itsGroup = groupOf(item);
    if (current.length >= size && itsGroup !== group) {
      batches.push(current);
      current = [];
    }
    current.push(item);
    group = itsGroup;
  }
  if (current.length > 0) batches.push(current);
  return batches;
}

export function chunk<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
