import type { Reader, Store, Writer } from '../store.ts';

export type StoreStateRow = { name: 'opened' | 'probed_at'; value: number };

/** How often the store was opened. A database that has counted fewer openings than the file in `DATA_DIR` is an older one. */
export async function countOpened(db: Reader): Promise<number> {
  const row = await db
    .selectFrom('store_state')
    .select('value')
    .where('name', '=', 'opened')
    .executeTakeFirst();
  return row?.value ?? 0;
}

export const saveOpened = (tx: Writer, opened: number): Promise<void> => save(tx, 'opened', opened);

/** Writes something small, to see whether the store takes writes. @throws {StoreError} when it does not. */
export const probeStore = (store: Store, nowMs: number): Promise<void> =>
  store.write((tx) => save(tx, 'probed_at', nowMs));

async function save(tx: Writer, name: StoreStateRow['name'], value: number): Promise<void> {
  await tx
    .insertInto('store_state')
    .values({ name, value })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
    .execute();
}
