import type { AttachmentDraft, TargetAttachment } from '@z2q/contracts';
import { isSameFileName } from '@z2q/mapping';
import type { TargetClient } from '@z2q/qtest';
import { type BatchContext, type BatchHandler, hashContent } from '@z2q/runtime';
import { getDrafts, getMapped, isCreated, listExpected, listTakenTargets, type Mapped } from '@z2q/store';
import { type Holder, loadHolders } from './attachment-holders.ts';
import { commitFindings } from './commit-findings.ts';
import type { ValidatorContext } from './context.ts';
import { toMissing } from './find-unseen.ts';
import { doubled, type Finding, type Findings, joinFindings, missing, toFinding } from './finding.ts';
import { finishAttachmentsBatch } from './plan-attachments.ts';
import { readOrMissing } from './read-or-missing.ts';
import { whenPagesAreRead } from './when-pages-are-read.ts';

/** Downloads every file and compares it by its SHA-256; the bytes are streamed and not kept. */
export function createValidateAttachments({ targetOf }: ValidatorContext): BatchHandler {
  return async (context) => {
    const { batch, migration, store } = context;
    const target = targetOf(migration.targetProjectId);
    const expected = await listExpected(store.read, batch.runId, 'attachment', batch.ids);
    const ids = batch.ids.filter((id) => expected.has(id));
    const drafts = (await getDrafts<AttachmentDraft>(store.read, migration.id, 'attachment', ids)).map(
      ({ draft }) => draft,
    );
    const mapped = await getMapped(store.read, migration.id, 'attachment', ids);
    const holders = await loadHolders(context, target, drafts);
    const groups = Map.groupBy(drafts, (draft) => {
      const holder = holders.get(draft.sourceId);
      return holder ? `${holder.kind}/${holder.ownerId}` : '';
    });
    const parts: Findings[] = [];
    for (const [place, files] of groups) {
      context.throwIfStopped();
      const holder = place === '' ? undefined : holders.get(files[0]?.sourceId ?? '');
      parts.push(await validateOwner({ context, target, mapped }, holder, files));
    }
    const undrafted = ids.filter((id) => !drafts.some((draft) => draft.sourceId === id));
    const absent = undrafted.map((sourceId) =>
      missing({ sourceId, sourceKey: null }, 'The file was never transformed. Run transform and load.'),
    );
    return {
      commit: async (tx) => {
        await commitFindings(tx, context, 'attachment', joinFindings(parts));
        await commitFindings(tx, context, 'attachment', { records: absent, foreign: [], lookedAt: 0 });
        return whenPagesAreRead(tx, batch, finishAttachmentsBatch);
      },
    };
  };
}

type Scope = {
  readonly context: BatchContext;
  readonly target: TargetClient;
  readonly mapped: ReadonlyMap<string, Mapped>;
};

async function validateOwner(
  scope: Scope,
  holder: Holder | undefined,
  drafts: readonly AttachmentDraft[],
): Promise<Findings> {
  const { context, target, mapped } = scope;
  const files =
    (holder &&
      (await readOrMissing(() => target.listAttachments(holder.kind, holder.ownerId, context.signal)))) ??
    [];
  const byId = new Map(files.map((file) => [file.id, file]));
  const records = await Promise.all(
    drafts.map(async (draft): Promise<Finding> => {
      const record = { ...draft, mapped: mapped.get(draft.sourceId) };
      const file = isCreated(record.mapped) ? byId.get(record.mapped.targetId) : undefined;
      return holder && file ? compareFile(scope, holder, draft, file) : toMissing(record, 'File');
    }),
  );
  const taken = await listTakenTargets(context.store.read, 'attachment', [...byId.keys()]);
  const strangers = files.filter((file) => !taken.has(file.id));
  const twins = holder ? await findTwins(scope, holder, drafts, strangers) : [];
  const foreign = strangers
    .filter((file) => !twins.some((twin) => twin.file.id === file.id))
    .map((file) => ({ targetId: file.id, label: `File ${file.id} (${file.name})` }));
  const doubles = twins.map(({ draft, file }) => doubled(draft, `File ${file.id}`));
  return { records: [...records, ...doubles], foreign, lookedAt: files.length };
}

async function compareFile(
  { context, target }: Scope,
  { kind, ownerId }: Holder,
  draft: AttachmentDraft,
  file: TargetAttachment,
): Promise<Finding> {
  const sha256 = await readOrMissing(async () =>
    hashContent(await target.downloadAttachment(kind, ownerId, file.id, context.signal), context.signal),
  );
  const label = `File ${file.id}`;
  const altered = [
    ...(isSameFileName(draft.fileName, file.name)
      ? []
      : [{ field: 'name', expected: draft.fileName, actual: file.name }]),
    ...(sha256 === draft.sha256
      ? []
      : [{ field: 'SHA-256', expected: draft.sha256, actual: sha256 ?? 'none: the bytes are gone' }]),
  ];
  return toFinding(draft, { misplaced: [], altered }, label);
}

type Twin = { readonly draft: AttachmentDraft; readonly file: TargetAttachment };

/** A file with the name and the bytes of one of ours, beside it. */
async function findTwins(
  { context, target }: Scope,
  { kind, ownerId }: Holder,
  drafts: readonly AttachmentDraft[],
  strangers: readonly TargetAttachment[],
): Promise<readonly Twin[]> {
  const twins: Twin[] = [];
  for (const file of strangers) {
    const named = drafts.filter((draft) => isSameFileName(draft.fileName, file.name));
    if (named.length === 0) continue;
    const sha256 = await readOrMissing(async () =>
      hashContent(await target.downloadAttachment(kind, ownerId, file.id, context.signal), context.signal),
    );
    const draft = named.find((candidate) => candidate.sha256 === sha256);
    if (draft) twins.push({ draft, file });
  }
  return twins;
}
