import type { BatchHandler } from '@z2q/runtime';
import { countMapped, type NewBatch } from '@z2q/store';
import { MODULE, openSite, TEST_CASE, TEST_CASES_A_PAGE } from '@z2q/target';
import { z } from 'zod';
import { commitFindings } from './commit-findings.ts';
import { compareObjects, placesOf } from './compare-objects.ts';
import type { ValidatorContext } from './context.ts';
import { onlySure } from './finding.ts';
import { planValidation } from './stage-records.ts';

const PageParams = z.object({ page: z.number(), isLast: z.boolean() });

/** Plans as many pages as our own cases fill. The last page plans further ones while the project has more cases. */
export const planTestCases = planValidation('test_case', async ({ store }) => {
  const known = await countMapped(store.read, 'test_case');
  const pages = Math.max(1, Math.ceil(known / TEST_CASES_A_PAGE));
  return Array.from({ length: pages }, (_, index) => pageBatch(index + 1, index + 1 === pages));
});

const pageBatch = (page: number, isLast: boolean): NewBatch => ({
  stage: 'validate/test_case',
  kind: 'page',
  params: { page, isLast },
});

/** Compares one page of all test cases of the project, with their steps. */
export function createPageTestCases({ targetOf }: ValidatorContext): BatchHandler {
  return async (context) => {
    const { batch, migration, signal } = context;
    const { page, isLast } = PageParams.parse(batch.params);
    const request = { moduleId: null, page, size: TEST_CASES_A_PAGE };
    const client = targetOf(migration.targetProjectId);
    const { items, hasMore } = await client.pageTestCases(request, signal);
    const site = await openSite(client, context);
    const comparison = { site, kind: TEST_CASE, listOwnPlaces: placesOf(MODULE) };
    const findings = await compareObjects(context, comparison, items);
    return {
      handOn: isLast && hasMore ? [pageBatch(page + 1, true)] : [],
      commit: (tx) => commitFindings(tx, context, 'test_case', onlySure(findings)),
    };
  };
}
