import type { ReleaseDraft, TargetRelease } from '@z2q/contracts';
import { compareDescribed, readStamp } from '@z2q/mapping';
import type { TargetClient } from '@z2q/qtest';
import type { BatchContext, BatchHandler } from '@z2q/runtime';
import { type Creation, type DraftOf, getMapped, isCreated, type Mapped } from '@z2q/store';
import type { LoaderContext } from './context.ts';
import { createOnce } from './create-once.ts';
import { getSingleDrafts, type Loaded, loadEach } from './load-each.ts';
import { refuseConflict } from './refuse-conflict.ts';

/** A test plan becomes a release. */
export function createLoadTestPlans({ targetOf, concurrency }: LoaderContext): BatchHandler {
  return async (context) => {
    const { batch, migration, store } = context;
    const target = targetOf(migration.targetProjectId);
    const drafts = await getSingleDrafts<ReleaseDraft>(context, 'test_plan');
    const mapped = await getMapped(store.read, migration.id, 'test_plan', batch.ids);
    return loadEach(context, concurrency, 'test_plan', drafts, (stored) =>
      loadTestPlan(context, target, stored, mapped.get(stored.draft.sourceId)),
    );
  };
}

async function loadTestPlan(
  context: BatchContext,
  target: TargetClient,
  { draft, contentHash, loadedDraft }: DraftOf<ReleaseDraft>,
  before: Mapped | undefined,
): Promise<Loaded> {
  const { sourceId, sourceKey, name, description } = draft;
  const loaded = { sourceId, sourceKey, late: [], content: { contentHash } };
  if (before?.contentHash === contentHash) return { ...loaded, how: 'unchanged' };
  const isUpdate = isCreated(before) && before.contentHash !== null;
  const created = await createOnce(context, {
    entityType: 'test_plan',
    sourceId,
    sourceKey,
    parentTargetId: null,
    mapped: before,
    find: async () =>
      (await target.listReleases())
        .filter((release) => readStamp(release.description) === sourceKey)
        .map(toCreation),
    create: async () => toCreation(await target.createRelease({ name, description })),
  });
  if (isUpdate) {
    const current = (await target.listReleases()).find((release) => release.id === created.targetId);
    const isWritten = current !== undefined && compareDescribed(draft, current).length === 0;
    if (current && loadedDraft && !isWritten)
      refuseConflict(
        `${current.pid ?? 'The release'} (${sourceKey})`,
        compareDescribed(loadedDraft, current),
      );
    if (!isWritten) await target.updateRelease(created.targetId, { name, description });
  }
  return { ...loaded, how: isUpdate ? 'updated' : 'created' };
}

const toCreation = (release: TargetRelease): Creation => ({
  targetId: release.id,
  targetPid: release.pid,
});
