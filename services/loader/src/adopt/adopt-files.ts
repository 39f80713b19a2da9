import type { AttachmentDraft, TargetAttachment } from '@z2q/contracts';
import type { BatchContext } from '@z2q/runtime';
import { type Adoption, type DraftOf, getMapped, type Mapped } from '@z2q/store';
import { FILE, type FoundHolder, readOrGone, type Site, toCreation } from '@z2q/target';
import { adoptAll } from './adopt-all.ts';

/**
 * Lets files adopt those with the same name and bytes on the object of their record, if the operator has enabled
 * `adopt`.
 * @returns the id map rows of the files afterwards.
 */
export async function adoptFiles(
  context: BatchContext,
  site: Site,
  stored: readonly DraftOf<AttachmentDraft>[],
  mapped: ReadonlyMap<string, Mapped>,
  holderOf: (draft: AttachmentDraft) => FoundHolder,
): Promise<ReadonlyMap<string, Mapped>> {
  if (!context.migration.options.adopt) return mapped;
  const listed = new Map<string, readonly TargetAttachment[]>();
  const adoptions: Adoption[] = [];
  for (const { draft, contentHash } of stored) {
    const { sourceId, sourceKey } = draft;
    const holder = holderOf(draft);
    if (mapped.has(sourceId) || !('ownerId' in holder)) continue;
    context.throwIfStopped();
    const name = `${holder.kind} ${holder.ownerId}`;
    const files = listed.get(name) ?? (await readOrGone(() => FILE.list(site, holder))) ?? [];
    listed.set(name, files);
    const same = await FILE.same(site, holder, files, draft);
    const candidates = same.map(({ id }) => toCreation({ id }));
    adoptions.push({ sourceId, sourceKey, candidates, parentTargetId: holder.ownerId, contentHash });
  }
  await adoptAll(context, 'attachment', adoptions);
  const ids = stored.map(({ draft }) => draft.sourceId);
  return getMapped(context.store.read, 'attachment', ids);
}
