import { batchIds } from '@z2q/pipeline';
import { type BatchHandler, planInPages } from '@z2q/runtime';
import type { NewBatch } from '@z2q/store';
import { beginRecords, endStage, pageRecords } from './stage-records.ts';

const FILES_A_BATCH = 25;

/** Files of one owner stay in one batch, so that their listing is read once. */
export const planAttachments: BatchHandler = planInPages(async (context, after) => {
  const page = await pageRecords(context, 'attachment', after);
  const batches = batchIds(page.newest, FILES_A_BATCH);
  return {
    next: page.next,
    handOn: batches.map((ids): NewBatch => ({ stage: 'validate/attachment', kind: 'records', ids })),
    commit: (tx) => beginRecords(tx, context, 'attachment', { ...page, isFirst: after === '' }),
  };
});

export const finishAttachments: BatchHandler = async () => ({
  commit: (tx) => endStage(tx, 'attachment'),
});
