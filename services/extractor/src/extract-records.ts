import { looksForFiles } from '@z2q/contracts';
import { answersOfRecord, countLeaves } from '@z2q/ledger';
import {
  type BatchContext,
  type BatchHandler,
  failureOf,
  type RecordOutcome,
  sortOutcomes,
} from '@z2q/runtime';
import {
  clearFailures,
  listStaged,
  markRecords,
  noteReceived,
  type StagedRecord,
  saveDetails,
  storeFailures,
} from '@z2q/store';
import type { SourceClient } from '@z2q/zephyr';
import type { ExtractorContext } from './context.ts';
import { createFileLists, type FileLists } from './file-lists.ts';
import { type FoundAttachments, findAttachments, isOfStep, ownersOf } from './find-attachments.ts';
import type { ListedType } from './listed-type.ts';
import { joinFound, saveFound, toFetch } from './save-found.ts';

type Extracted = {
  readonly record: StagedRecord;
  readonly detail: unknown;
  readonly stepLists: number;
  readonly found: FoundAttachments;
};

/** Reads what the listing does not return about its records: scripts, step results, and the lists of their files. */
export function createExtractRecords({ source }: ExtractorContext, type: ListedType): BatchHandler {
  return async (context) => {
    const { batch, store, now } = context;
    const records = await listStaged(store.read, type, batch.ids);
    const lists = createFileLists(source, context);
    const results = await Promise.all(
      records.map((record) => extractOne(source, lists, type, record, context)),
    );
    const { done: extracted, failures } = sortOutcomes(results);
    const ids = extracted.map(({ record }) => record.sourceId);
    const found = joinFound(extracted.map((result) => result.found));
    return {
      handOn: [
        ...(ids.length > 0 ? [{ stage: `transform/${type}`, kind: 'records', ids } as const] : []),
        ...toFetch(found),
      ],
      commit: async (tx) => {
        const details = extracted.map(({ record: { sourceId }, detail, stepLists }) => ({
          sourceId,
          detail,
          stepLists,
        }));
        await saveDetails(tx, type, details);
        await noteReceived(
          tx,
          type,
          extracted.map((one) => ({ sourceId: one.record.sourceId, received: countReceived(type, one) })),
        );
        await saveFound(tx, context, found);
        await clearFailures(tx, 'extract', type, ids);
        await markRecords(tx, type, 'extracted', ids);
        await storeFailures(tx, {
          phase: 'extract',
          entityType: type,
          failures,
          now: now().toISOString(),
        });
      },
    };
  };
}

/** Counted on the answers themselves, whatever later becomes of the values. */
const countReceived = (type: ListedType, { record: { raw }, detail }: Extracted): number =>
  answersOfRecord(type, { raw, detail }).reduce((sum, { value }) => sum + countLeaves(value), 0);

/**
 * A record fails by itself if it is gone, if Zephyr refuses to return it, if its answer is too large or
 * redirects to a forbidden address, or after a programming error. Any other error concerns the batch.
 */
async function extractOne(
  source: SourceClient,
  lists: FileLists,
  type: ListedType,
  record: StagedRecord,
  context: BatchContext,
): Promise<RecordOutcome<Extracted>> {
  try {
    const detail = await fetchDetail(source, type, record, context.signal);
    const { attachments } = context.migration.options;
    const owners = ownersOf(source, type, { ...record, detail });
    const asked = owners.filter(({ kind }) => looksForFiles(attachments, kind));
    const found = await findAttachments(lists, asked, record.sourceKey);
    return { done: { record, detail, stepLists: owners.filter(isOfStep).length, found } };
  } catch (error) {
    const codes = {
      not_found: 'source_record_gone',
      refused: 'source_refused',
      redirect_refused: 'source_error',
      answer_too_large: 'source_error',
      unforeseen: 'source_error',
    } as const;
    return { failure: failureOf(record, error, codes) };
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
