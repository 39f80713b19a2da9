import type { AttachmentDraft } from '@z2q/contracts';
import type { BatchContext } from '@z2q/runtime';
import { type DraftOf, findLookFirst, getMapped, type Mapped } from '@z2q/store';
import { FILE, type FileHolder, type FoundHolder, type Site, toCreation } from '@z2q/target';
import { remember } from '../remember.ts';
import { regain, type Sought } from './regain.ts';

/** Regains files by name and bytes on the objects that hold them now. @returns the id map rows of the files afterwards. */
export async function regainFiles(
  context: BatchContext,
  site: Site,
  stored: readonly DraftOf<AttachmentDraft>[],
  mapped: ReadonlyMap<string, Mapped>,
  holderOf: (draft: AttachmentDraft) => FoundHolder,
): Promise<ReadonlyMap<string, Mapped>> {
  const { store } = context;
  if ((await findLookFirst(store.read)) === null) return mapped;
  const lists = new Map<string, (ownerId: number) => Promise<readonly Listed[]>>();
  const listOn = ({ kind, ownerId }: FileHolder): Promise<readonly Listed[]> => {
    const list = lists.get(kind) ?? remember((id: number) => FILE.list(site, { kind, ownerId: id }));
    lists.set(kind, list);
    return list(ownerId);
  };
  await regain(
    context,
    'attachment',
    stored.flatMap(({ draft }): Sought | readonly Sought[] => {
      const holder = holderOf(draft);
      if (!('ownerId' in holder)) return [];
      const hasFile = async (ownerId: number, id: number): Promise<boolean> =>
        (await listOn({ ...holder, ownerId })).some((file) => file.id === id);
      return {
        before: mapped.get(draft.sourceId),
        place: holder.ownerId,
        choice: 'any',
        find: async ({ targetId }) =>
          (await hasFile(holder.ownerId, targetId))
            ? []
            : (await FILE.same(site, holder, await listOn(holder), draft)).map(({ id }) =>
                toCreation({ id }),
              ),
        isGone: async ({ targetId, parentTargetId }) =>
          parentTargetId === null || !(await hasFile(parentTargetId, targetId)),
      };
    }),
  );
  const ids = stored.map(({ draft }) => draft.sourceId);
  return getMapped(store.read, 'attachment', ids);
}

type Listed = Awaited<ReturnType<typeof FILE.list>>[number];
