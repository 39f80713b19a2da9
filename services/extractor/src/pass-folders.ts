import type { BatchHandler } from '@z2q/runtime';
import { markRecords } from '@z2q/store';

/** Passes folder batches on: the inventory has read the folders completely. */
export const passFolders: BatchHandler = async ({ batch }) => ({
  handOn: [{ stage: 'transform/folder', kind: 'records', ids: batch.ids }],
  commit: (tx) => markRecords(tx, 'folder', 'extracted', batch.ids),
});
