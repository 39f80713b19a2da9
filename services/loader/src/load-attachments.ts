import type { AttachmentDraft } from '@z2q/contracts';
import type { BatchHandler } from '@z2q/runtime';
import { type DraftOf, getMapped, isCreated, type Mapped } from '@z2q/store';
import {
  FILE,
  type FileHolder,
  type FoundHolder,
  loadFileHolders,
  openSite,
  readOrGone,
  type Site,
  toCreation,
} from '@z2q/target';
import { adoptFiles } from './adopt/adopt-files.ts';
import type { LoaderContext } from './context.ts';
import type { Creator } from './create-once.ts';
import { getSingleDrafts, type Loading, loadEach } from './load-each.ts';
import { RecordError } from './record-error.ts';
import { regainFiles } from './regain/regain-files.ts';

/** Uploads files, streaming them from the cache to the objects that hold them. */
export function createLoadAttachments({
  targetOf,
  cache,
  concurrency,
  refusals,
}: LoaderContext): BatchHandler {
  return async (context) => {
    const { batch, migration, store } = context;
    const groups = await getSingleDrafts<AttachmentDraft>(context, 'attachment');
    const drafts = groups.flat().map(({ draft }) => draft);
    const site = await openSite(targetOf(migration.targetProjectId), context);
    const known = await getMapped(store.read, 'attachment', batch.ids);
    const holderOf = await loadFileHolders(store, site, drafts);
    const adopted = await adoptFiles(context, site, groups.flat(), known, holderOf);
    const mapped = await regainFiles(context, site, groups.flat(), adopted, holderOf);
    const orphaned = await findOrphaned(site, drafts, mapped, holderOf);
    const isSent = ({ sourceId }: AttachmentDraft) =>
      !orphaned.has(sourceId) && (mapped.get(sourceId)?.contentHash ?? null) !== null;
    const lost = await findLost(
      cache,
      drafts.filter((draft) => !isSent(draft)),
      context.signal,
    );
    return loadEach(context, { limit: concurrency, refusals }, 'attachment', groups, (stored) =>
      planAttachment({ site, cache, lost, orphaned }, stored, mapped.get(stored.draft.sourceId), holderOf),
    );
  };
}

type Cache = LoaderContext['cache'];
type UploadScope = {
  readonly site: Site;
  readonly cache: Cache;
  readonly lost: ReadonlySet<string>;
  readonly orphaned: ReadonlySet<string>;
};

/**
 * Files in the id map that were deleted with the object that held them, for example because a rollback
 * deleted their case and was stopped before it came to the files. Only files whose holder is another one by
 * now are looked for: a new version of a case gives steps new ids and keeps their files.
 */
async function findOrphaned(
  site: Site,
  drafts: readonly AttachmentDraft[],
  mapped: ReadonlyMap<string, Mapped>,
  holderOf: (draft: AttachmentDraft) => FoundHolder,
): Promise<ReadonlySet<string>> {
  const orphaned = new Set<string>();
  for (const draft of drafts) {
    const row = mapped.get(draft.sourceId);
    const holder = holderOf(draft);
    if (!isCreated(row) || !('ownerId' in holder) || row.parentTargetId === holder.ownerId) continue;
    const files = (await readOrGone(() => FILE.list(site, holder))) ?? [];
    const same = await FILE.same(site, holder, files, draft);
    if (same.length === 0) orphaned.add(draft.sourceId);
  }
  return orphaned;
}

/**
 * Those of the files still to be sent whose cached bytes are missing or damaged. Checked one at a time, since the disk
 * is the bottleneck.
 */
async function findLost(
  cache: Cache,
  drafts: readonly AttachmentDraft[],
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  const lost = new Set<string>();
  for (const { sourceId, sha256, sizeBytes } of drafts)
    if (!(await cache.check({ sha256, sizeBytes }, signal))) lost.add(sourceId);
  return lost;
}

function planAttachment(
  scope: UploadScope,
  { draft, contentHash }: DraftOf<AttachmentDraft>,
  before: Mapped | undefined,
  holderOf: (draft: AttachmentDraft) => FoundHolder,
): Loading {
  const finish = async () => ({ content: { contentHash }, late: [] });
  const isOrphaned = scope.orphaned.has(draft.sourceId);
  if (before?.contentHash === contentHash && !isOrphaned) return { how: 'unchanged', creations: [], finish };
  if (before && before.contentHash !== null && !isOrphaned)
    throw new RecordError(
      'update_unsupported',
      `The file ${draft.fileName} has changed in Zephyr since it was loaded. Replace it on the target by hand, or roll back and migrate again.`,
    );
  if (scope.lost.has(draft.sourceId))
    throw new RecordError(
      'attachment_unavailable',
      `The bytes of ${draft.fileName} are no longer in DATA_DIR/attachments as they came from Zephyr. Run the migration again: the file is fetched anew.`,
    );
  const holder = arrived(draft, holderOf(draft));
  return { how: 'created', creations: [toCreator(scope, draft, before, holder)], finish };
}

function arrived({ owner }: AttachmentDraft, found: FoundHolder): FileHolder {
  if ('ownerId' in found) return found;
  const whole = owner.kind === 'test-step' ? 'test case' : 'log';
  throw new RecordError(
    'dependency_failed',
    found.missing === 'step' && 'stepIndex' in owner
      ? `The ${whole} on the target has no step ${owner.stepIndex + 1}. Restore it there, then retry.`
      : 'The object that holds the file is not on the target. Retry the file once the object is there.',
  );
}

const toCreator = (
  { site, cache, orphaned }: UploadScope,
  draft: AttachmentDraft,
  mapped: Mapped | undefined,
  holder: FileHolder,
): Creator => ({
  entityType: 'attachment',
  sourceId: draft.sourceId,
  sourceKey: draft.sourceKey,
  place: holder.ownerId,
  mapped,
  isReplacement: orphaned.has(draft.sourceId),
  find: async () =>
    (await FILE.same(site, holder, await FILE.list(site, holder), draft)).map(({ id }) => toCreation({ id })),
  create: async () =>
    toCreation({ id: (await FILE.create(site, draft, holder, () => cache.open(draft.sha256))).id }),
});
