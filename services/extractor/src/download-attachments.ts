import {
  type BatchHandler,
  type CachedFile,
  failureOf,
  type RecordOutcome,
  sortOutcomes,
} from '@z2q/runtime';
import {
  clearFailures,
  listStagedAttachments,
  markRecords,
  type StagedAttachment,
  saveCached,
  storeFailures,
} from '@z2q/store';
import type { ExtractorContext } from './context.ts';
import { isUnknownFiles } from './find-attachments.ts';
import { forgetUnknown, listAgain } from './list-again.ts';
import { saveFound, toFetch } from './save-found.ts';

type Downloaded = { readonly sourceId: string; readonly file: CachedFile };

/** Downloads files into the cache. A file that is there already is not fetched again. */
export function createDownloadAttachments(context: ExtractorContext): BatchHandler {
  return async (batchContext) => {
    const { batch, store, signal, now } = batchContext;
    const unknown = batch.ids.filter(isUnknownFiles);
    const found = await listAgain(context.source, batchContext, unknown);
    const attachments = await listStagedAttachments(store.read, batch.ids);
    const results = await Promise.all(
      attachments.map((attachment) => downloadOne(context, attachment, signal)),
    );
    const { done: downloaded, failures } = sortOutcomes(results);
    const ids = downloaded.map((result) => result.sourceId);
    return {
      handOn: [
        ...(ids.length > 0 ? [{ stage: 'transform/attachment', kind: 'records', ids } as const] : []),
        ...toFetch(found),
      ],
      commit: async (tx) => {
        await saveFound(tx, batchContext, found);
        await forgetUnknown(tx, unknown, found);
        await saveCached(tx, downloaded);
        await clearFailures(tx, 'extract', 'attachment', ids);
        await markRecords(tx, 'attachment', 'extracted', ids);
        await storeFailures(tx, {
          phase: 'extract',
          entityType: 'attachment',
          failures,
          now: now().toISOString(),
        });
      },
    };
  };
}

async function downloadOne(
  { source, cache }: ExtractorContext,
  attachment: StagedAttachment,
  signal: AbortSignal,
): Promise<RecordOutcome<Downloaded>> {
  const { sourceId, sha256, sizeBytes } = attachment;
  if (sha256 !== null && sizeBytes !== null && (await cache.has({ sha256, sizeBytes })))
    return { done: { sourceId, file: { sha256, sizeBytes } } };
  try {
    const { owner, ownerKey, attachmentId } = attachment;
    const open = () => source.download(owner, ownerKey, attachmentId, signal);
    return { done: { sourceId, file: await cache.put(open, signal) } };
  } catch (error) {
    const codes = {
      not_found: 'attachment_unavailable',
      forbidden: 'attachment_unavailable',
      refused: 'attachment_unavailable',
      redirect_refused: 'attachment_unavailable',
      answer_too_large: 'attachment_unavailable',
      unforeseen: 'source_error',
    } as const;
    return { failure: failureOf({ sourceId, sourceKey: attachment.name }, error, codes) };
  }
}
