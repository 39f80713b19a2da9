import {
  type AttachmentDraft,
  type LedgerCode,
  looksForFiles,
  type SourceAttachment,
  sourcesOf,
  type Transformed,
  toLedgerSentence,
} from '@z2q/contracts';
import { contentTypeOf } from './content-type.ts';
import type { AttachmentContext } from './context.ts';
import { createLedgerBook } from './ledger-book.ts';
import { unresolved } from './unresolved.ts';

type Owner = AttachmentDraft['owner'];
/** Where a file goes, with its ledger code if any; or why it is left out. */
type Placing =
  | { readonly holder: Owner; readonly code?: LedgerCode }
  | { readonly skip: LedgerCode }
  | { readonly missing: string };

const NO_FILE: Transformed<never> = {
  outcome: 'failed',
  code: 'draft_invalid',
  message: 'The bytes of the file were not extracted. Extract it again, then retry.',
};

/** Maps a file to the target object that can hold it; runs, suites and cycles cannot. Fails when its owner has no draft. */
export function mapAttachment(
  attachment: SourceAttachment,
  context: AttachmentContext,
): Transformed<AttachmentDraft> {
  const placing = looksForFiles(context.options.attachments, attachment.owner.kind)
    ? placeAttachment(attachment, context)
    : { skip: 'attachments_off' as const };
  if ('missing' in placing) return unresolved(placing.missing, `File ${attachment.name}`);
  const book = createLedgerBook();
  book.note('name');
  if ('skip' in placing) {
    book.dropped('name', placing.skip);
    return { outcome: 'skipped', reason: toLedgerSentence(placing.skip), ledger: book.close() };
  }
  if (placing.code !== undefined) book.changed('name', placing.code);
  if (context.file === null) return NO_FILE;
  return { outcome: 'draft', draft: toDraft(attachment, placing.holder, context.file), ledger: book.close() };
}

const toDraft = (
  attachment: SourceAttachment,
  owner: Owner,
  file: NonNullable<AttachmentContext['file']>,
): AttachmentDraft => ({
  type: 'attachment',
  sourceId: attachment.sourceId,
  sourceKey: attachment.name,
  fileName: attachment.name,
  contentType: contentTypeOf(attachment.name),
  sha256: file.sha256,
  sizeBytes: file.sizeBytes,
  owner,
});

function placeAttachment({ owner, ownerKey }: SourceAttachment, context: AttachmentContext): Placing {
  const sourceId = owner.ownerId;
  switch (owner.kind) {
    case 'test_cycle':
      return { skip: 'no_files_on_suites' };
    case 'test_plan':
      return { holder: { kind: 'release', sourceId } };
    case 'test_case':
      if (context.testCase(sourceId) === undefined) return { missing: `test case ${ownerKey}` };
      return { holder: { kind: 'test-case', sourceId } };
    case 'test_step':
      return placeOnStep(sourceId, owner.stepIndex, ownerKey, context);
    case 'test_execution':
      return placeOnLog(sourceId, null, ownerKey, context);
    case 'step_result':
      return placeOnLog(sourceId, owner.stepIndex, ownerKey, context);
  }
}

function placeOnStep(
  sourceId: string,
  stepIndex: number,
  ownerKey: string,
  context: AttachmentContext,
): Placing {
  const testCase = context.testCase(sourceId);
  if (testCase === undefined) return { missing: `test case ${ownerKey}` };
  return stepIndex < testCase.steps.length
    ? { holder: { kind: 'test-step', sourceId, stepIndex } }
    : {
        holder: { kind: 'test-case', sourceId },
        code: 'file_on_case',
      };
}

function placeOnLog(
  sourceId: string,
  resultIndex: number | null,
  ownerKey: string,
  context: AttachmentContext,
): Placing {
  const execution = context.execution(sourceId);
  if (execution === undefined) return { missing: `execution ${ownerKey}` };
  if (execution.log === null) {
    return { skip: 'no_files_on_runs' };
  }
  if (resultIndex === null) return { holder: { kind: 'test-log', sourceId } };
  const result = execution.log.stepResults.find((one) => sourcesOf(one).includes(resultIndex));
  return result === undefined
    ? {
        holder: { kind: 'test-log', sourceId },
        code: 'file_on_log',
      }
    : { holder: { kind: 'test-step-log', sourceId, stepIndex: result.stepIndex } };
}
