import type { TargetTestCase } from '@z2q/contracts';
import type { BatchHandler } from '@z2q/runtime';
import { countMapped, getMappedByTarget, saveVersionSteps, type VersionSteps } from '@z2q/store';
import { orderedIds, TEST_CASES_A_PAGE } from '@z2q/target';
import { z } from 'zod';
import type { LoaderContext } from './context.ts';

const PageParams = z.object({ page: z.number() });

/**
 * Stores the step ids of approved test case versions. A test log refers to the step of each result by id. Reading a
 * listing page by page saves a request for each case.
 */
export function createIndexSteps({ targetOf }: LoaderContext): BatchHandler {
  return async ({ batch, migration, store, signal }) => {
    const { page } = PageParams.parse(batch.params ?? { page: 1 });
    if ((await countMapped(store.read, 'test_case')) === 0) return {};
    const { items, hasMore } = await targetOf(migration.targetProjectId).pageTestCases(
      { moduleId: null, page, size: TEST_CASES_A_PAGE },
      signal,
    );
    const ours = await getMappedByTarget(
      store.read,
      'test_case',
      items.map((item) => item.id),
    );
    const steps = items
      .filter((item) => ours.get(item.id)?.versionId === item.versionId)
      .flatMap(toVersionSteps);
    return {
      handOn: hasMore ? [{ stage: 'load/test_step', kind: 'page', params: { page: page + 1 } }] : [],
      commit: (tx) => saveVersionSteps(tx, steps),
    };
  };
}

function toVersionSteps({ id, versionId, steps }: TargetTestCase): readonly VersionSteps[] {
  if (versionId === null || steps === null) return [];
  return [{ testCaseId: id, versionId, stepIds: orderedIds(steps) }];
}
