import type { ReleaseDraft } from '@z2q/contracts';
import type { BatchContext } from '@z2q/runtime';
import { openTestBatch } from '@z2q/runtime/testing';
import { type DraftOf, getMapped, listCounts, pageFailures } from '@z2q/store';
import type { Creator } from './create-once.ts';
import { type Loading, loadEach } from './load-each.ts';
import { createSiteWideRefusals } from './site-wide-refusals.ts';

export const IDS = ['1', '2', '3'] as const;
export const keyOf = (sourceId: string): string => `WEB-P${sourceId}`;
export const openBatch = () =>
  openTestBatch(
    'load',
    'test_plan',
    IDS.map((sourceId) => ({ sourceId, sourceKey: keyOf(sourceId) })),
  );

export const aDraft = (sourceId: string): DraftOf<ReleaseDraft> => ({
  draft: { type: 'release', sourceId, sourceKey: keyOf(sourceId), name: sourceId, description: '' },
  contentHash: `hash-${sourceId}`,
  loadedDraft: null,
});
export const alone = (ids: readonly string[] = IDS) => ids.map((id) => [aDraft(id)]);

export const aCreator = (sourceId: string, create: Creator['create']): Creator => ({
  entityType: 'test_plan',
  sourceId,
  sourceKey: keyOf(sourceId),
  place: null,
  mapped: undefined,
  find: async () => [],
  create,
});

/** A record for which `create` creates one object. */
export const created = (
  sourceId: string,
  create: () => Promise<unknown> = async () => undefined,
): Loading => ({
  how: 'created',
  creations: [
    aCreator(sourceId, async () => {
      await create();
      return { targetId: Number(sourceId), targetPid: null };
    }),
  ],
  finish: async () => ({ content: { contentHash: `hash-${sourceId}` }, late: [] }),
});

export const planEach =
  (create: (id: string) => Promise<unknown>) =>
  ({ draft }: DraftOf<ReleaseDraft>): Loading =>
    created(draft.sourceId, () => create(draft.sourceId));

export async function load(
  context: BatchContext,
  plan: (stored: DraftOf<ReleaseDraft>) => Loading,
  groups = alone(),
  limit = 8,
): Promise<void> {
  const { commit } = await loadEach(
    context,
    { limit, refusals: createSiteWideRefusals() },
    'test_plan',
    groups,
    plan,
  );
  await context.store.write(async (tx) => {
    await commit?.(tx);
  });
}

export const countsOf = async ({ store }: BatchContext) =>
  (await listCounts(store.read)).find(({ entityType }) => entityType === 'test_plan');
export const failuresOf = ({ store }: BatchContext) => pageFailures(store.read, {}, 10, null);
export const loadedIds = async ({ store }: BatchContext) =>
  [...(await getMapped(store.read, 'test_plan', IDS)).values()]
    .filter((mapped) => mapped.contentHash !== null)
    .map((mapped) => mapped.sourceId)
    .sort();
