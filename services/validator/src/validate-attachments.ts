import type { AttachmentDraft, TargetAttachment } from '@z2q/contracts';
import type { BatchContext, BatchHandler } from '@z2q/runtime';
import { getExpected, getMapped, isCreated, listDrafts, type Mapped } from '@z2q/store';
import {
  FILE,
  type FileHolder,
  loadFileHolders,
  openSite,
  readOrGone,
  type Site,
  withoutClaimed,
} from '@z2q/target';
import { commitFindings } from './commit-findings.ts';
import type { ValidatorContext } from './context.ts';
import { toMissing } from './find-unseen.ts';
import { type Finding, type Findings, joinFindings, missing, toDoubled, toFinding } from './finding.ts';

/** Downloads every file and compares its SHA-256. The bytes are streamed, not stored. */
export function createValidateAttachments({ targetOf }: ValidatorContext): BatchHandler {
  return async (context) => {
    const { batch, migration, store } = context;
    const site = await openSite(targetOf(migration.targetProjectId), context);
    const expected = await getExpected(store.read, 'attachment', batch.ids);
    const ids = batch.ids.filter((id) => expected.has(id));
    const drafts = (await listDrafts<AttachmentDraft>(store.read, 'attachment', ids)).map(
      ({ draft }) => draft,
    );
    const mapped = await getMapped(store.read, 'attachment', ids);
    const parts: Findings[] = [];
    for (const { holder, files } of await groupByHolder(context, site, drafts)) {
      context.throwIfStopped();
      parts.push(await validateOwner({ context, site, mapped }, holder, files));
    }
    const undrafted = ids.filter((id) => !drafts.some((draft) => draft.sourceId === id));
    const absent = undrafted.map((sourceId) =>
      missing({ sourceId, sourceKey: null }, 'The file was never transformed. Run transform and load.'),
    );
    return {
      commit: async (tx) => {
        await commitFindings(tx, context, 'attachment', joinFindings(parts));
        await commitFindings(tx, context, 'attachment', { records: absent, foreign: [], lookedAt: 0 });
      },
    };
  };
}

type FilesOfHolder = {
  /** undefined: the holder is not on the target. */
  readonly holder: FileHolder | undefined;
  readonly files: readonly AttachmentDraft[];
};

async function groupByHolder(
  context: BatchContext,
  site: Site,
  drafts: readonly AttachmentDraft[],
): Promise<readonly FilesOfHolder[]> {
  const holderOf = await loadFileHolders(context.store, site, drafts);
  const placed = drafts.map((draft) => {
    const found = holderOf(draft);
    return { draft, holder: 'ownerId' in found ? found : undefined };
  });
  const groups = Map.groupBy(placed, ({ holder }) => (holder ? `${holder.kind}/${holder.ownerId}` : ''));
  return [...groups.values()].map((group) => ({
    holder: group[0]?.holder,
    files: group.map(({ draft }) => draft),
  }));
}

type FilesOfBatch = {
  readonly context: BatchContext;
  readonly site: Site;
  readonly mapped: ReadonlyMap<string, Mapped>;
};

async function validateOwner(
  { context, site, mapped }: FilesOfBatch,
  holder: FileHolder | undefined,
  drafts: readonly AttachmentDraft[],
): Promise<Findings> {
  const files = (holder && (await readOrGone(() => FILE.list(site, holder)))) ?? [];
  const byId = new Map(files.map((file) => [file.id, file]));
  const records = await Promise.all(
    drafts.map(async (draft): Promise<Finding> => {
      const record = { ...draft, mapped: mapped.get(draft.sourceId) };
      const file = isCreated(record.mapped) ? byId.get(record.mapped.targetId) : undefined;
      if (!holder || !file) return toMissing(record, FILE.noun);
      const sha256 = await FILE.hash(site, holder, file.id);
      const altered = FILE.compare(draft, file, sha256);
      const read = { id: file.id, name: file.name, ownerId: holder.ownerId, sha256: sha256 ?? null };
      return toFinding(draft, { misplaced: [], altered }, labelOf(file), read);
    }),
  );
  const unmapped = await withoutClaimed(context.store.read, ['attachment'], files);
  const doubles = holder ? await findDoubles(site, holder, drafts, unmapped) : [];
  const foreign = unmapped
    .filter((file) => !doubles.some((double) => double.file.id === file.id))
    .map((file) => ({ targetId: file.id, label: `${labelOf(file)} (${file.name})` }));
  const findings = doubles.map(({ draft, file }) => toDoubled(draft, labelOf(file)));
  return { records: [...records, ...findings], foreign, lookedAt: files.length };
}

const labelOf = ({ id }: TargetAttachment): string => `${FILE.noun} ${id}`;

type Double = { readonly draft: AttachmentDraft; readonly file: TargetAttachment };

/** Finds files with the same name and bytes as one of ours, on the same object. */
async function findDoubles(
  site: Site,
  holder: FileHolder,
  drafts: readonly AttachmentDraft[],
  unmapped: readonly TargetAttachment[],
): Promise<readonly Double[]> {
  const doubles: Double[] = [];
  for (const file of unmapped)
    for (const draft of drafts) {
      if (!(await FILE.isOf(site, holder, file, draft))) continue;
      doubles.push({ draft, file });
      break;
    }
  return doubles;
}
