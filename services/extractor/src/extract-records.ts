import type { SourceAttachment } from '@z2q/contracts';
import {
  type BatchContext,
  type BatchHandler,
  type RecordOutcome,
  recordFault,
  sortOutcomes,
  toFailure,
} from '@z2q/runtime';
import {
  addRecords,
  clearFailures,
  getStaged,
  markRecords,
  type StagedRecord,
  saveAttachments,
  saveDetail,
  storeFailures,
} from '@z2q/store';
import type { SourceClient } from '@z2q/zephyr';
import type { ExtractorContext } from './context.ts';
import { findAttachments } from './find-attachments.ts';
import type { ListedType } from './listed-type.ts';

type Extracted = {
  readonly record: StagedRecord;
  readonly detail: unknown;
  readonly attachments: readonly SourceAttachment[];
};

/** Reads what the listing does not tell of its records: scripts, step results, and which files hang on them. */
export function createExtractRecords({ source }: ExtractorContext, type: ListedType): BatchHandler {
  return async (context) => {
    const { batch, migration, store, now } = context;
    const records = await getStaged(store.read, migration.id, type, batch.ids);
    const results = await Promise.all(records.map((record) => extractOne(source, type, record, context)));
    const { done: extracted, failures } = sortOutcomes(results);
    const ids = extracted.map(({ record }) => record.sourceId);
    const attachments = extracted.flatMap((result) => result.attachments);
    return {
      handOn: [
        ...(ids.length > 0 ? [{ stage: `transform/${type}`, kind: 'records', ids } as const] : []),
        ...(attachments.length > 0
          ? [
              {
                stage: 'extract/attachment',
                kind: 'records',
                ids: attachments.map((file) => file.sourceId),
              } as const,
            ]
          : []),
      ],
      commit: async (tx) => {
        for (const { record, detail } of extracted)
          await saveDetail(tx, migration.id, type, record.sourceId, detail);
        await saveAttachments(tx, migration.id, batch.runId, attachments);
        await addRecords(
          tx,
          batch.runId,
          'attachment',
          attachments.map((file) => ({ sourceId: file.sourceId, sourceKey: file.name })),
        );
        await clearFailures(tx, batch.runId, 'extract', type, ids);
        await markRecords(tx, batch.runId, type, 'extracted', ids);
        await storeFailures(tx, {
          runId: batch.runId,
          phase: 'extract',
          entityType: type,
          failures,
          now: now().toISOString(),
        });
        return undefined;
      },
    };
  };
}

/** A record that is gone, or that Zephyr refuses to tell about, fails by itself; any other error is the batch's. */
async function extractOne(
  source: SourceClient,
  type: ListedType,
  record: StagedRecord,
  context: BatchContext,
): Promise<RecordOutcome<Extracted>> {
  try {
    const detail = await fetchDetail(source, type, record, context.signal);
    const attachments = context.migration.options.attachments
      ? await findAttachments(source, type, { ...record, detail }, context.signal)
      : [];
    return { done: { record, detail, attachments } };
  } catch (error) {
    const { code, message } = recordFault(error, {
      not_found: 'source_record_gone',
      refused: 'source_refused',
    });
    return { failure: toFailure(record, code, message) };
  }
}

async function fetchDetail(
  source: SourceClient,
  type: ListedType,
  record: StagedRecord,
  signal: AbortSignal,
): Promise<unknown> {
  if (type === 'test_case') return source.getScript(record, signal);
  return type === 'test_execution' ? source.getStepResults(record, signal) : null;
}
