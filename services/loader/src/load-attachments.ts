import type { AttachmentDraft, AttachmentHolder } from '@z2q/contracts';
import { isSameFileName } from '@z2q/mapping';
import type { TargetClient } from '@z2q/qtest';
import { type BatchContext, type BatchHandler, hashContent } from '@z2q/runtime';
import { type Creation, type DraftOf, getMapped, type Mapped } from '@z2q/store';
import { createFindHolder } from './attachment-holder.ts';
import type { LoaderContext } from './context.ts';
import { createOnce } from './create-once.ts';
import { getSingleDrafts, type Loaded, loadEach, UpdateUnsupportedError } from './load-each.ts';

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
  const loaded = { sourceId, sourceKey, late: [], content: { contentHash } };
  if (before?.contentHash === contentHash) return { ...loaded, how: 'unchanged' };
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
    find: async () => findSame(context, target, { holder, ownerId }, draft),
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
  return { ...loaded, how: 'created' };
}

/** Files of that name and content: an owner may hold several of one name. */
async function findSame(
  { signal }: BatchContext,
  target: TargetClient,
  { holder, ownerId }: Holder,
  { fileName, sha256 }: AttachmentDraft,
): Promise<readonly Creation[]> {
  const files = await target.listAttachments(holder, ownerId, signal);
  const same: Creation[] = [];
  for (const { id } of files.filter((file) => isSameFileName(fileName, file.name))) {
    const content = await target.downloadAttachment(holder, ownerId, id, signal);
    if ((await hashContent(content, signal)) === sha256) same.push(toCreation(id));
  }
  return same;
}

const toCreation = (targetId: number): Creation => ({ targetId, targetPid: null });
