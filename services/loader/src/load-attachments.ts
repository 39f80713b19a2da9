import type { AttachmentDraft } from '@z2q/contracts';
import type { AttachmentHolder, TargetClient } from '@z2q/qtest';
import type { BatchContext, BatchHandler } from '@z2q/runtime';
import { type Creation, getMapped, type Mapped, saveContentHash } from '@z2q/store';
import { createFindHolder } from './attachment-holder.ts';
import type { LoaderContext } from './context.ts';
import { createOnce } from './create-once.ts';
import { type DraftOf, getSingleDrafts, type Loaded, loadEach, UpdateUnsupportedError } from './load-each.ts';

export type Holder = { readonly holder: AttachmentHolder; readonly ownerId: number };

/** Files are streamed from the cache to the object that holds them. */
export function createLoadAttachments({ targetOf, cache, concurrency }: LoaderContext): BatchHandler {
  return async (context) => {
    const { batch, migration, store } = context;
    const target = targetOf(migration.targetProjectId);
    const drafts = await getSingleDrafts<AttachmentDraft>(context, 'attachment');
    const mapped = await getMapped(store.read, migration.id, 'attachment', batch.ids);
    const findHolder = await createFindHolder(
      context,
      target,
      drafts.flat().map(({ draft }) => draft),
    );
    return loadEach(context, concurrency, 'attachment', drafts, async (stored) =>
      loadAttachment({ context, target, cache }, stored, mapped.get(stored.draft.sourceId), findHolder),
    );
  };
}

type Scope = {
  readonly context: BatchContext;
  readonly target: TargetClient;
  readonly cache: LoaderContext['cache'];
};

async function loadAttachment(
  { context, target, cache }: Scope,
  { draft, contentHash }: DraftOf<AttachmentDraft>,
  before: Mapped | undefined,
  findHolder: (draft: AttachmentDraft) => Promise<Holder>,
): Promise<Loaded> {
  const { sourceId, sourceKey, fileName, contentType, sizeBytes, sha256 } = draft;
  if (before?.contentHash === contentHash) return { sourceId, sourceKey, how: 'unchanged', late: [] };
  if (before && before.contentHash !== null)
    throw new UpdateUnsupportedError(
      `The file ${fileName} has changed in Zephyr since it was loaded. Replace it on the target by hand, or roll back and migrate again.`,
    );
  const { holder, ownerId } = await findHolder(draft);
  await createOnce(context, {
    entityType: 'attachment',
    sourceId,
    sourceKey,
    parentTargetId: ownerId,
    mapped: before,
    find: async () =>
      (await target.listAttachments(holder, ownerId))
        .filter((file) => file.name === fileName)
        .map((file) => toCreation(file.id)),
    create: async () =>
      toCreation(
        (
          await target.uploadAttachment({
            holder,
            ownerId,
            fileName,
            contentType,
            sizeBytes,
            open: () => cache.open(sha256),
          })
        ).id,
      ),
  });
  await context.store.write((tx) =>
    saveContentHash(tx, context.migration.id, 'attachment', sourceId, { contentHash }),
  );
  return { sourceId, sourceKey, how: 'created', late: [] };
}

const toCreation = (targetId: number): Creation => ({ targetId, targetPid: null, contentHash: null });
