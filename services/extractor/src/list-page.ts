import { countLeaves } from '@z2q/ledger';
import { mergeProfiles } from '@z2q/mapping';
import { type BatchContext, type BatchHandler, type BatchOutcome, toFailure } from '@z2q/runtime';
import {
  addRecords,
  type InRun,
  mergeFieldProfiles,
  type NewBatch,
  noteReceived,
  saveAnswers,
  saveListed,
  saveListedExecutions,
  storeFailures,
  type Writer,
} from '@z2q/store';
import pLimit from 'p-limit';
import { z } from 'zod';
import { toEnvelope } from './account-for-project.ts';
import { accountForWithheld } from './account-for-unasked.ts';
import type { ExtractorContext } from './context.ts';
import { fetchPage, type ListedPage, ListedType } from './listed-type.ts';
import { profilePage } from './profile-page.ts';

/** Where a page starts and how many records it should bring. */
export const PageParams = z.object({
  type: ListedType,
  startAt: z.number(),
  size: z.number(),
  /** The first page returns the total, from which the other pages are planned. Without a total, each page plans the next. */
  isFirst: z.boolean(),
});
export type PageParams = z.infer<typeof PageParams>;

export const pageBatch = (params: PageParams): NewBatch => ({
  stage: 'extract/project',
  kind: 'page',
  params,
});

/** Pages of more records than this are read one at a time: a thousand records are some megabytes. */
const LARGE = 100;

/** Stages one page of a listing. The first page plans the others, which are then read concurrently unless they are large. */
export function createListPage({ source }: Pick<ExtractorContext, 'source'>): BatchHandler {
  const inTurn = pLimit(1);
  const list = async (
    { migration, store, signal, now, throwIfStopped }: BatchContext,
    params: PageParams,
  ): Promise<BatchOutcome> => {
    // A page that had to wait for its turn may find its run paused, or this process about to stop.
    throwIfStopped();
    const request = {
      projectKey: migration.sourceProjectKey,
      startAt: params.startAt,
      maxResults: params.size,
    };
    const listed = await fetchPage(source, params.type, request, signal);
    const profiles = await profilePage(store.read, listed);
    return {
      handOn: nextPages(params, listed).map(pageBatch),
      commit: async (tx) => {
        await saveItems(tx, listed);
        await saveUnreadable(tx, listed, now().toISOString());
        await mergeFieldProfiles(tx, profiles, mergeProfiles);
      },
    };
  };
  return (context) => {
    const params = PageParams.parse(context.batch.params);
    return params.size > LARGE ? inTurn(() => list(context, params)) : list(context, params);
  };
}

/** Pages still to be read. If the server sent fewer records than requested, the next page starts where it stopped. */
function nextPages(params: PageParams, { page }: ListedPage): readonly PageParams[] {
  const from = params.startAt + page.received;
  if (page.received === 0) return [];
  const used = Math.max(1, Math.min(params.size, page.maxResults));
  if (params.isFirst && page.total === null)
    return page.hasMore ? [{ ...params, startAt: from, size: used }] : [];
  const total = page.total ?? Number.POSITIVE_INFINITY;
  const end = params.isFirst ? total : Math.min(params.startAt + params.size, total);
  const size = params.isFirst ? Math.min(used, page.received) : end - from;
  const starts = Array.from(
    { length: Math.max(0, Math.ceil((end - from) / size)) },
    (_, index) => from + index * size,
  );
  return starts.map((startAt) => ({ ...params, startAt, size, isFirst: false }));
}

async function saveItems(tx: InRun<Writer>, listed: ListedPage): Promise<void> {
  if (listed.type === 'test_execution') await saveListedExecutions(tx, listed.page.items);
  else await saveListed(tx, listed.type, listed.page.items);
  const received = [...listed.page.items, ...listed.page.unreadable];
  await noteReceived(
    tx,
    listed.type,
    received.map(({ sourceId, raw }) => ({ sourceId, received: countLeaves(raw) })),
  );
  const { envelope, startAt } = listed.page;
  await saveAnswers(tx, listed.type, [toEnvelope(`/page from ${startAt}`, envelope)]);
  if (listed.page.withheld !== undefined) await accountForWithheld(tx, listed.type, listed.page.withheld);
}

async function saveUnreadable(tx: InRun<Writer>, { type, page }: ListedPage, now: string): Promise<void> {
  const failures = page.unreadable.map((item) =>
    toFailure(
      item,
      'source_record_unreadable',
      `${item.reason}. Correct the record in Zephyr, then run again.`,
    ),
  );
  await addRecords(tx, type, page.unreadable);
  await storeFailures(tx, { phase: 'extract', entityType: type, failures, now });
}
