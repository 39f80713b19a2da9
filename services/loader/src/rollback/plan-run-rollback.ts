import { chunk } from '@z2q/pipeline';
import { type BatchHandler, planInPages } from '@z2q/runtime';
import { addRecords, clearSightings, listDoubles, type NewBatch } from '@z2q/store';
import { z } from 'zod';
import { readMapped } from './plan-rollback.ts';

/**
 * Steps of the stage: it searches all logs of the project, or lists the logs of our runs if the site refuses the
 * search; then it searches for foreign runs that use our test cases; then it plans the runs to delete.
 */
export const RunRollbackPage = z.discriminatedUnion('of', [
  z.object({ of: z.literal('logs'), page: z.number() }),
  z.object({ of: z.literal('logs-of-runs'), afterRun: z.string() }),
  z.object({ of: z.literal('uses'), page: z.number() }),
  z.object({ of: z.literal('runs') }),
]);
export type RunRollbackPage = z.infer<typeof RunRollbackPage>;

const stage = 'rollback/test_execution';
export const pageBatch = (params: RunRollbackPage): NewBatch => ({ stage, kind: 'page', params });

const COUNTED = ['test_execution', 'attachment'] as const;

/** Counts what is deleted with the runs: first the executions, then the files. */
export const planRunRollback: BatchHandler = planInPages(async (context, after) => {
  const [type, from] = after.startsWith('attachment ')
    ? [COUNTED[1], after.slice('attachment '.length)]
    : [COUNTED[0], after];
  const { rows, next } = await readMapped(context, type, from);
  const isLast = next === null && type === 'attachment';
  return {
    next: isLast ? null : type === 'attachment' ? `attachment ${next}` : (next ?? 'attachment '),
    handOn: isLast ? [pageBatch({ of: 'logs', page: 1 })] : [],
    commit: async (tx) => {
      if (after === '')
        for (const kind of ['occupied_run', 'used_case'] as const) await clearSightings(tx, kind);
      await addRecords(tx, type, rows);
    },
  };
});

export const planRuns: BatchHandler = planInPages(async (context, after) => {
  const { rows, next } = await readMapped(context, 'test_run', after);
  const doubled = next === null ? await listDoubles(context.store.read, 'test_run') : [];
  const runKeys = new Set([...rows, ...doubled].map(({ sourceId }) => sourceId));
  const batches = chunk(
    [...runKeys].map((runKey) => `run/${runKey}`),
    context.migration.options.batchSize,
  );
  return {
    next,
    handOn: batches.map((ids): NewBatch => ({ stage, kind: 'records', ids })),
  };
});
