import type { AttachmentOwner, RecordFailure } from '@z2q/contracts';
import { countLeaves } from '@z2q/ledger';
import { toFailure } from '@z2q/runtime';
import type { AnswerAccount, FoundAttachment, StagedRecord } from '@z2q/store';
import type { SourceClient } from '@z2q/zephyr';
import { toEnvelope } from './account-for-project.ts';
import type { FileLists } from './file-lists.ts';
import type { ListedType } from './listed-type.ts';

export type FoundAttachments = {
  readonly attachments: readonly FoundAttachment[];
  /** One failure for each owner with unknown files. It stands for those files. */
  readonly unknown: readonly RecordFailure[];
  /** The answers without their file entries. */
  readonly answers: readonly AnswerAccount[];
};

/** Finds the files of a record's owners: the record itself, and its steps or step results. */
export async function findAttachments(
  lists: FileLists,
  owners: readonly AttachmentOwner[],
  ownerKey: string,
): Promise<FoundAttachments> {
  const found = await Promise.all(owners.map((owner) => findOwned(lists, owner, ownerKey)));
  return {
    attachments: found.flatMap(({ attachments }) => attachments),
    unknown: found.flatMap(({ unknown }) => unknown),
    answers: found.flatMap(({ answers }) => answers),
  };
}

async function findOwned(
  lists: FileLists,
  owner: AttachmentOwner,
  ownerKey: string,
): Promise<FoundAttachments> {
  const { files, problem, rest } = await lists(owner, ownerKey);
  const failed = { sourceId: unknownFilesOf(owner), sourceKey: ownerKey };
  return {
    attachments: files.map(({ attachmentId, name, raw }) => ({
      sourceId: sourceIdOf(owner, attachmentId),
      attachmentId,
      name,
      owner,
      ownerKey,
      raw,
    })),
    answers: countLeaves(rest) === 0 ? [] : [toEnvelope(`/${unknownFilesOf(owner)}`, rest)],
    unknown: problem === null ? [] : [toFailure(failed, 'attachment_unavailable', problem)],
  };
}

type StepIds = Pick<SourceClient, 'stepIdsOfScript' | 'stepIdsOfResults'>;

/**
 * Everything in a record that can have files; its detail has to be loaded. A step without an id cannot be asked for
 * files. An id that occurs again, as for each row of test data, has the same files.
 */
export const ownersOf = (
  source: StepIds,
  type: ListedType,
  record: StagedRecord,
): readonly AttachmentOwner[] => [
  { kind: type, ownerId: record.sourceId },
  ...stepOwners(source, type, record),
];

function stepOwners(
  source: StepIds,
  type: ListedType,
  { sourceId, detail }: StagedRecord,
): readonly AttachmentOwner[] {
  if (type !== 'test_case' && type !== 'test_execution') return [];
  const kind = type === 'test_case' ? 'test_step' : 'step_result';
  const ids = kind === 'test_step' ? source.stepIdsOfScript(detail) : source.stepIdsOfResults(detail);
  return ids.flatMap((stepId, stepIndex) =>
    stepId === null || ids.indexOf(stepId) < stepIndex
      ? []
      : [{ kind, ownerId: sourceId, stepIndex, stepId }],
  );
}

export const isOfStep = (owner: AttachmentOwner): boolean => 'stepId' in owner;

const sourceIdOf = (owner: AttachmentOwner, attachmentId: string): string =>
  [owner.kind, owner.ownerId, ...('stepId' in owner ? [owner.stepId] : []), attachmentId].join('/');

/** Id that stands for the unknown files of an owner. */
export const unknownFilesOf = (owner: AttachmentOwner): string => sourceIdOf(owner, '*');
export const isUnknownFiles = (sourceId: string): boolean => sourceId.endsWith('/*');
