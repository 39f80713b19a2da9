import { type AttachmentOwner, type ExecutionDraft, owningTypeOf, type TestCaseDraft } from '@z2q/contracts';
import { answersOfFile } from '@z2q/ledger';
import { mapAttachment } from '@z2q/mapping';
import type { BatchHandler } from '@z2q/runtime';
import { listDrafts, listStagedAttachments } from '@z2q/store';
import { blameOwners, type Owner } from './blame-owners.ts';
import { finishTransform, transformEach } from './finish-transform.ts';

export const transformAttachments: BatchHandler = async (context) => {
  const { batch, migration, store } = context;
  const attachments = await listStagedAttachments(store.read, batch.ids);
  const owners = [...new Set(attachments.map(({ owner }) => owner.ownerId))];
  const testCases = new Map(
    (await listDrafts<TestCaseDraft>(store.read, 'test_case', owners)).map(({ draft }) => [
      draft.sourceId,
      draft,
    ]),
  );
  const executions = new Map(
    (await listDrafts<ExecutionDraft>(store.read, 'test_execution', owners)).map(({ draft }) => [
      draft.sourceId,
      draft,
    ]),
  );
  const items = attachments.map((attachment) => ({
    attachment,
    sourceId: attachment.sourceId,
    sourceKey: attachment.name,
  }));
  const results = await transformEach(
    items,
    ({ attachment }) => answersOfFile(attachment.raw),
    ({ attachment }) =>
      mapAttachment(attachment, {
        options: migration.options,
        file:
          attachment.sha256 === null || attachment.sizeBytes === null
            ? null
            : { sha256: attachment.sha256, sizeBytes: attachment.sizeBytes },
        testCase: (id) => testCases.get(id),
        execution: (id) => executions.get(id),
      }),
  );
  const ownerOf = new Map(attachments.map(({ sourceId, owner }) => [sourceId, toOwner(owner)]));
  const blamed = await blameOwners(context, results, (sourceId) => ownerOf.get(sourceId) ?? []);
  return finishTransform(context, 'attachment', blamed);
};

const toOwner = ({ kind, ownerId }: AttachmentOwner): readonly Owner[] => [
  { type: owningTypeOf(kind), name: ownerId },
];
