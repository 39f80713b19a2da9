import { chunk } from '@z2q/pipeline';
import { type BatchContext, ROWS_A_PLAN } from '@z2q/runtime';
import { clearSightings, countMapped, getMapped, isCreated, type NewBatch, pageMapped } from '@z2q/store';
import { MADE } from '@z2q/target';
import { z } from 'zod';
import { planValidation } from '../stage-records.ts';

/** Runs are listed suite by suite, logs by a search over the whole project. */
export const ExecutionPage = z.discriminatedUnion('of', [
  z.object({ of: z.literal('runs'), suiteIds: z.array(z.number()), page: z.number() }),
  z.object({ of: z.literal('logs'), page: z.number(), isLast: z.boolean() }),
]);
export type ExecutionPage = z.infer<typeof ExecutionPage>;

export const LOG_PAGE_SIZE = 500;
const SUITES_A_BATCH = 10;
const ROWS_A_QUERY = 1_000;

export const pageBatch = (params: ExecutionPage): NewBatch => ({
  stage: 'validate/test_execution',
  kind: 'page',
  params,
});

const listFirst = async (context: BatchContext): Promise<readonly NewBatch[]> => {
  const { store } = context;
  const known = await countMapped(store.read, 'test_execution');
  const pages = Math.max(1, Math.ceil(known / LOG_PAGE_SIZE));
  const suiteIds = await listSuiteIds(context);
  return [
    ...chunk(suiteIds, SUITES_A_BATCH).map((some) => pageBatch({ of: 'runs', suiteIds: some, page: 1 })),
    ...Array.from({ length: pages }, (_, index) =>
      pageBatch({ of: 'logs', page: index + 1, isLast: index + 1 === pages }),
    ),
  ];
};

/**
 * There are at most as many runs as executions, so each page can clear its share of sightings and little is left for
 * the last page.
 */
export const planExecutions = planValidation('test_execution', listFirst, (tx, isLast) =>
  clearSightings(tx, 'test_run', isLast ? undefined : ROWS_A_PLAN),
);

async function listSuiteIds({ store }: BatchContext): Promise<readonly number[]> {
  const containers = await getMapped(store.read, 'container', [MADE.testSuite]);
  const ids = [...containers.values()].filter(isCreated).map((mapped) => mapped.targetId);
  for (let after = ''; ; ) {
    const suites = await pageMapped(store.read, 'test_cycle', after, ROWS_A_QUERY);
    ids.push(...suites.filter(isCreated).map((mapped) => mapped.targetId));
    const last = suites.at(-1);
    if (last === undefined || suites.length < ROWS_A_QUERY) return ids;
    after = last.sourceId;
  }
}
