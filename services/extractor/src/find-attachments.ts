import type { AttachmentOwner, SourceAttachment } from '@z2q/contracts';
import type { StagedRecord } from '@z2q/store';
import type { SourceClient } from '@z2q/zephyr';
import type { ListedType } from './listed-type.ts';

/** Files of a record and of its steps or step results. A step without an id cannot be asked for its files. */
export async function findAttachments(
  source: SourceClient,
  type: ListedType,
  record: StagedRecord,
  signal: AbortSignal,
): Promise<readonly SourceAttachment[]> {
  const owners: readonly AttachmentOwner[] = [
    { kind: type, ownerId: record.sourceId },
    ...stepOwners(source, type, record),
  ];
  const found = await Promise.all(
    owners.map(async (owner) => {
      const files = await source.listAttachments(owner, record.sourceKey, signal);
      return files.map(
        (file): SourceAttachment => ({
          sourceId: sourceIdOf(owner, file.attachmentId),
          attachmentId: file.attachmentId,
          name: file.name,
          owner,
          ownerKey: record.sourceKey,
        }),
      );
    }),
  );
  return found.flat();
}

function stepOwners(
  source: SourceClient,
  type: ListedType,
  { sourceId, detail }: StagedRecord,
): readonly AttachmentOwner[] {
  if (type !== 'test_case' && type !== 'test_execution') return [];
  const kind = type === 'test_case' ? 'test_step' : 'step_result';
  const ids = kind === 'test_step' ? source.stepIdsOfScript(detail) : source.stepIdsOfResults(detail);
  return ids.flatMap((stepId, stepIndex) =>
    stepId === null ? [] : [{ kind, ownerId: sourceId, stepIndex, stepId }],
  );
}

const sourceIdOf = (owner: AttachmentOwner, attachmentId: string): string =>
  [owner.kind, owner.ownerId, ...('stepId' in owner ? [owner.stepId] : []), attachmentId].join('/');
