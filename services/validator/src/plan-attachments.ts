import { type Batchable, batchIds } from '@z2q/pipeline';
import type { BatchContext, BatchHandler } from '@z2q/runtime';
import { type NewBatch, streamStaged } from '@z2q/store';
import { beginStage, endStage } from './stage-records.ts';

const FILES_A_BATCH = 25;

/** Files of one owner stay together, so that its listing is read once. */
export const planAttachments: BatchHandler = async (context) => {
  const batches = await batchIds(streamByOwner(context), FILES_A_BATCH);
  const records = batches.map((ids): NewBatch => ({ stage: 'validate/attachment', kind: 'records', ids }));
  return {
    handOn: records.length > 0 ? records : [finishAttachmentsBatch],
    commit: async (tx) => {
      await beginStage(tx, context, 'attachment');
      return [];
    },
  };
};

/** The source id of a file begins with its owner's. */
async function* streamByOwner({ migration, store }: BatchContext): AsyncGenerator<Batchable> {
  const files = streamStaged(store.read, 'attachment', { migrationId: migration.id, runId: 'newest' });
  for await (const file of files)
    yield { ...file, group: file.sourceId.slice(0, file.sourceId.lastIndexOf('/')) };
}

export const finishAttachmentsBatch: NewBatch = { stage: 'validate/attachment', kind: 'finish' };

export const finishAttachments: BatchHandler = async (context) => ({
  commit: async (tx) => {
    await endStage(tx, context, 'attachment');
    return [];
  },
});
