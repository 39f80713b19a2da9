import { stageKey } from '@z2q/pipeline';
import type { NewBatch } from '@z2q/store';
import { z } from 'zod';
import type { BatchContext, BatchHandler, BatchOutcome } from '../batch-handler.ts';

/** Rows that one plan batch reads. With this many, its transaction takes a fraction of a second. */
export const ROWS_A_PLAN = 10_000;

const PlanParams = z.looseObject({ after: z.string().default('') });

export type PlanPage = BatchOutcome & {
  /** Row after which the next page begins; null: this is the last page. */
  readonly next: string | null;
};

/**
 * Plans a stage page by page, each page in a batch and a transaction of its own, so that neither the event loop nor the
 * write lock is held for long, however large the migration is.
 */
export const planInPages =
  (planPage: (context: BatchContext, after: string) => Promise<PlanPage>): BatchHandler =>
  async (context) => {
    const { kind, phase, entityType, ...batch } = context.batch;
    const params = PlanParams.parse(batch.params ?? {});
    const { next, handOn = [], ...outcome } = await planPage(context, params.after);
    if (next === null) return { ...outcome, handOn };
    const more: NewBatch = {
      stage: stageKey(phase, entityType),
      kind,
      params: { ...params, after: next },
    };
    // The next page comes before the batches planned so far, so that all records are counted before the first is worked
    // on.
    return { ...outcome, handOn: [more, ...handOn] };
  };
