import { batchIds } from '@z2q/pipeline';
import { type BatchHandler, planInPages, ROWS_A_PLAN } from '@z2q/runtime';
import { addRecords, getMapped, listDoubles, type NewBatch, pageStaged } from '@z2q/store';
import { MADE } from '@z2q/target';

const MADE_PLACES = [MADE.module, MADE.testCycle].map((id) => `container/${id}`);

/** Deepest folders first, since a module or cycle is deleted only when it is empty. */
export const planFolderRollback: BatchHandler = planInPages(async ({ migration, store }, after) => {
  const page = await pageStaged(store.read, 'folder', {
    listedBy: null,
    after,
    limit: ROWS_A_PLAN,
    isReversed: true,
  });
  const ids = page.records.map((folder) => folder.sourceId);
  const mapped = await getMapped(store.read, 'folder', ids);
  const doubled = new Set((await listDoubles(store.read, 'folder')).map(({ sourceId }) => sourceId));
  const folders = page.records.filter(
    ({ sourceId }) => mapped.get(sourceId)?.isAdopted === false || doubled.has(sourceId),
  );
  const batches = [
    ...batchIds(folders, migration.options.batchSize),
    ...(page.next === null ? [MADE_PLACES] : []),
  ];
  return {
    next: page.next,
    handOn: batches.map((some): NewBatch => ({ stage: 'rollback/folder', kind: 'records', ids: some })),
    commit: (tx) => addRecords(tx, 'folder', folders),
  };
});
