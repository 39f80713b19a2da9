import type { BatchHandler } from '@z2q/runtime';
import { markRecords } from '@z2q/store';

/** Folders were read whole with the inventory; their batches only go on. */
export const passFolders: BatchHandler = async ({ batch }) => ({
  handOn: [{ stage: 'transform/folder', kind: 'records', ids: batch.ids }],
  commit: (tx) => markRecords(tx, 'folder', 'extracted', batch.ids),
});
