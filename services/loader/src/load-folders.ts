import type { CycleFolderDraft, ModuleDraft } from '@z2q/contracts';
import { compareDescribed } from '@z2q/mapping';
import type { TargetClient } from '@z2q/qtest';
import type { BatchContext, BatchHandler } from '@z2q/runtime';
import { type Created, type DraftOf, getMapped, isCreated, type Mapped } from '@z2q/store';
import type { LoaderContext } from './context.ts';
import { createOnce } from './create-once.ts';
import { type FolderPlace, toFolderPlace } from './folder-place.ts';
import {
  DependencyError,
  getSingleDrafts,
  type Loaded,
  loadEach,
  UpdateUnsupportedError,
} from './load-each.ts';
import { refuseConflict } from './refuse-conflict.ts';

export type FolderDraft = ModuleDraft | CycleFolderDraft;

/** Folders of cases become modules, folders of cycles become test cycles. The parents were loaded by an earlier batch. */
export function createLoadFolders({ targetOf, concurrency }: LoaderContext): BatchHandler {
  return async (context) => {
    const { batch, migration, store } = context;
    const target = targetOf(migration.targetProjectId);
    const drafts = await getSingleDrafts<FolderDraft>(context, 'folder');
    const parentIds = drafts.flat().flatMap(({ draft }) => draft.parentSourceId ?? []);
    const mapped = await getMapped(store.read, migration.id, 'folder', [...batch.ids, ...parentIds]);
    return loadEach(context, concurrency, 'folder', drafts, (stored) =>
      loadFolder(context, target, stored, mapped),
    );
  };
}

async function loadFolder(
  context: BatchContext,
  target: TargetClient,
  { draft, contentHash, loadedDraft }: DraftOf<FolderDraft>,
  mapped: ReadonlyMap<string, Mapped>,
): Promise<Loaded> {
  const { sourceId, sourceKey } = draft;
  const before = mapped.get(sourceId);
  const parentTargetId = parentOf(draft, mapped);
  const loaded = { sourceId, sourceKey, late: [], content: { contentHash, parentTargetId } };
  if (before?.contentHash === contentHash) return { ...loaded, how: 'unchanged' };
  const place = toFolderPlace(context, target, draft, parentTargetId);
  const isUpdate = isCreated(before) && before.contentHash !== null;
  if (isUpdate) await update(place, before, { draft, loadedDraft, parentTargetId });
  else
    await createOnce(context, {
      ...place,
      entityType: 'folder',
      sourceId,
      sourceKey,
      parentTargetId,
      mapped: before,
    });
  return { ...loaded, how: isUpdate ? 'updated' : 'created' };
}

type FolderChange = {
  readonly draft: FolderDraft;
  readonly loadedDraft: FolderDraft | null;
  readonly parentTargetId: number | null;
};

/** What somebody has renamed, described anew or moved since is left alone. */
async function update(
  place: FolderPlace,
  { targetId, targetPid, parentTargetId: parentBefore }: Created,
  { draft, loadedDraft, parentTargetId }: FolderChange,
): Promise<void> {
  const { sourceKey } = draft;
  const there = await place.read(targetId, parentTargetId);
  const current = there ?? (await place.read(targetId, parentBefore));
  const isWritten = current !== undefined && compareDescribed(draft, current).length === 0;
  if (loadedDraft && !isWritten)
    refuseConflict(
      `${targetPid ?? 'The folder'} (${sourceKey})`,
      current ? compareDescribed(loadedDraft, current) : [{ field: 'place', expected: '', actual: '' }],
    );
  if (!there) {
    if (!place.move) throw new UpdateUnsupportedError(`${sourceKey} ${TO_THE_TOP}`);
    await place.move(targetId);
  }
  if (!isWritten) await place.update(targetId);
}

const TO_THE_TOP =
  'was moved to the top level in Zephyr since it was loaded, and the target has no call for that. Move it on the target by hand, then validate.';

function parentOf(draft: FolderDraft, mapped: ReadonlyMap<string, Mapped>): number | null {
  if (draft.parentSourceId === null) return null;
  const parent = mapped.get(draft.parentSourceId);
  if (!isCreated(parent))
    throw new DependencyError('The folder it is in is not on the target. Retry it once that one is.');
  return parent.targetId;
}
