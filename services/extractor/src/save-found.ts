import { countLeaves } from '@z2q/ledger';
import type { BatchContext } from '@z2q/runtime';
import {
  addRecords,
  type InRun,
  type NewBatch,
  noteReceived,
  saveAnswers,
  saveAttachments,
  storeFailures,
  type Writer,
} from '@z2q/store';
import type { FoundAttachments } from './find-attachments.ts';

export const joinFound = (parts: readonly FoundAttachments[]): FoundAttachments => ({
  attachments: parts.flatMap(({ attachments }) => attachments),
  unknown: parts.flatMap(({ unknown }) => unknown),
  answers: parts.flatMap(({ answers }) => answers),
});

/** Batch that downloads the files found. */
export const toFetch = ({ attachments }: FoundAttachments): readonly NewBatch[] =>
  attachments.length === 0
    ? []
    : [{ stage: 'extract/attachment', kind: 'records', ids: attachments.map(({ sourceId }) => sourceId) }];

/** Adds the files to the run. Unknown files of an owner are added as one failure. */
export async function saveFound(
  tx: InRun<Writer>,
  { now }: BatchContext,
  { attachments, unknown, answers }: FoundAttachments,
): Promise<void> {
  const named = attachments.map(({ sourceId, name }) => ({ sourceId, sourceKey: name }));
  await saveAttachments(tx, attachments);
  await noteReceived(
    tx,
    'attachment',
    attachments.map(({ sourceId, raw }) => ({ sourceId, received: countLeaves(raw) })),
  );
  if (answers.length > 0) await saveAnswers(tx, 'attachment', answers);
  await addRecords(tx, 'attachment', [...named, ...unknown]);
  await storeFailures(tx, {
    phase: 'extract',
    entityType: 'attachment',
    failures: unknown,
    now: now().toISOString(),
  });
}
