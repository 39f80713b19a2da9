import type { AttachmentDraft } from '@z2q/contracts';
import type { BatchContext } from '@z2q/runtime';
import { listDrafts, type Mapped } from '@z2q/store';
import { FILE, loadFileHolders, readOrGone, type Site, withoutClaimed } from '@z2q/target';
import type { Removal } from './remove-each.ts';
import type { Removing } from './remove-object.ts';

/** Deletes files of the given records from the objects that hold them. Files can be listed only by their holder. */
export async function openFileRemover(
  context: BatchContext,
  site: Site,
  sourceIds: readonly string[],
): Promise<Removing & Pick<Removal, 'find'>> {
  const { store } = context;
  const stored = await listDrafts<AttachmentDraft>(store.read, 'attachment', sourceIds);
  const drafts = new Map(stored.map(({ draft }) => [draft.sourceId, draft]));
  const holderOf = await loadFileHolders(store, site, [...drafts.values()]);
  const holderFor = ({ sourceId }: Pick<Mapped, 'sourceId'>) => {
    const draft = drafts.get(sourceId);
    const holder = draft && holderOf(draft);
    return holder && 'ownerId' in holder ? { draft, holder } : undefined;
  };
  return {
    find: async (mapped) => {
      const known = holderFor(mapped);
      if (!known) return [];
      const files = (await readOrGone(() => FILE.list(site, known.holder))) ?? [];
      const free = await withoutClaimed(store.read, ['attachment'], files);
      const isSame = await Promise.all(free.map((file) => FILE.isOf(site, known.holder, file, known.draft)));
      return free.filter((_, index) => isSame[index]).map(({ id }) => id);
    },
    // A file has no key. Its name and bytes on the object of its record identify it.
    judge: async ({ targetId, id }) => {
      const known = holderFor(id);
      const files = known && (await readOrGone(() => FILE.list(site, known.holder)));
      const file = files?.find((one) => one.id === targetId);
      if (!known || !file) return { is: 'gone' };
      return (await FILE.isOf(site, known.holder, file, known.draft))
        ? { is: 'ours' }
        : { is: 'foreign', fault: 'It is not the file of this record.' };
    },
    findInside: async () => undefined,
    isGuarded: () => true,
    remove: async ({ targetId, id }) => {
      const known = holderFor(id);
      if (known) await FILE.remove(site, known.holder, targetId);
    },
  };
}
