import { batchIds } from '@z2q/pipeline';
import { type BatchHandler, planInPages } from '@z2q/runtime';
import type { NewBatch } from '@z2q/store';
import { beginRecords, endStage, pageRecords } from './stage-records.ts';
import { whenPagesAreRead } from './when-pages-are-read.ts';

const FILES_A_BATCH = 25;

/** Files of one owner stay together, so that its listing is read once. */
export const planAttachments: BatchHandler = planInPages(async (context, after) => {
  const page = await pageRecords(context, 'attachment', after);
  const batches = batchIds(page.newest, FILES_A_BATCH);
  return {
    next: page.next,
    handOn: batches.map((ids): NewBatch => ({ stage: 'validate/attachment', kind: 'records', ids })),
    commit: async (tx) => {
      await beginRecords(tx, context, 'attachment', { ...page, isFirst: after === '' });
      const isAll = page.next === null && batches.length === 0;
      return isAll ? whenPagesAreRead(tx, context.batch, finishAttachmentsBatch) : [];
    },
  };
});

export const finishAttachmentsBatch: NewBatch = { stage: 'validate/attachment', kind: 'finish' };

export const finishAttachments: BatchHandler = async (context) => ({
  commit: async (tx) => {
    await endStage(tx, context, 'attachment');
    return [];
  },
});
