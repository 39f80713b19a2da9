/** A record to be put into a batch. Neighbours with the same `group` stay in one batch, and no batch spans two levels. */
export type Batchable = { readonly sourceId: string; readonly group: string; readonly level: number };

/**
 * Cuts records into batches of about `size` ids, in order. Executions that share a test run are a group, so that one
 * worker loads them oldest first. Folders have levels, so that parents go before their children.
 */
export function batchIds(records: readonly Batchable[], size: number): readonly (readonly string[])[] {
  const batches: string[][] = [];
  let current: string[] = [];
  let last: Batchable | undefined;
  for (const record of records) {
    const isFull = current.length >= size && record.group !== last?.group;
    if (current.length > 0 && (isFull || record.level !== last?.level)) {
      batches.push(current);
      current = [];
    }
    current.push(record.sourceId);
    last = record;
  }
  return current.length > 0 ? [...batches, current] : batches;
}
