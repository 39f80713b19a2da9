import type { EntityType, StagePhase } from '@z2q/contracts';
import { batchIds, batchSizeFor } from '@z2q/pipeline';
import { addEarlierRecords, addRecords, listEarlierSkips, type PlannedRecord, pageStaged } from '@z2q/store';
import type { BatchContext, BatchHandler } from '../batch-handler.ts';
import { planInPages, ROWS_A_PLAN } from './plan-in-pages.ts';

/**
 * Cuts the records of a type into batches: for extract the records that this run listed, otherwise those of the newest
 * complete listing.
 */
export const createPlanRecords = (
  phase: Extract<StagePhase, 'extract' | 'transform' | 'load'>,
  type: EntityType,
): BatchHandler =>
  planInPages(async (context, after) => {
    const { batch, migration, store } = context;
    const listedBy = phase === 'extract' ? batch.runId : 'newest';
    const { records, next } = await pageStaged(store.read, type, { listedBy, after, limit: ROWS_A_PLAN });
    const leftOut = phase === 'load' ? await findLeftOut(context, type, records) : new Set<string>();
    const wanted = records.filter((record) => !leftOut.has(record.sourceId));
    const most = migration.options.batchSize;
    // Smaller batches spread the work over all workers. They do not help folders, which go one batch at a time, nor
    // plans of several pages, which have enough full batches.
    const isWhole = type !== 'folder' && after === '' && next === null;
    const batches = batchIds(wanted, isWhole ? batchSizeFor(wanted.length, most) : most);
    return {
      next,
      handOn: batches.map((ids) => ({ stage: `${phase}/${type}`, kind: 'records', ids })),
      commit: async (tx) => {
        // Transform decides again which records are skipped; only load takes this over from earlier runs.
        if (phase === 'load') await addEarlierRecords(tx, type, records);
        else await addRecords(tx, type, records);
      },
    };
  });

async function findLeftOut(
  { store }: BatchContext,
  entityType: EntityType,
  records: readonly PlannedRecord[],
): Promise<ReadonlySet<string>> {
  const ids = records.map((record) => record.sourceId);
  const skips = await listEarlierSkips(store.read, entityType, ids);
  return new Set(skips.map((skip) => skip.sourceId));
}
