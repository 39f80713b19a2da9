import type { TargetTestCase, TestCaseDraft } from '@z2q/contracts';
import { compareTestCase, readStamp, toTestCaseWrite, withoutFilled } from '@z2q/mapping';
import type { BatchContext, BatchHandler } from '@z2q/runtime';
import { countMapped, findMappedByKey, type NewBatch } from '@z2q/store';
import { z } from 'zod';
import { commitFindings } from './commit-findings.ts';
import { type Comparison, compareObjects } from './compare-objects.ts';
import type { ValidatorContext } from './context.ts';
import { onlySure } from './finding.ts';
import { createFinishUnseen, finishBatch } from './finish-unseen.ts';
import { listOwnFolders, loadFolderTargets } from './places.ts';
import { readOrMissing } from './read-or-missing.ts';
import { planValidation } from './stage-records.ts';
import { loadTargetSchema, readKeyField, type TargetSchema } from './target-schema.ts';
import { whenPagesAreRead } from './when-pages-are-read.ts';

/** More are not answered at once. */
const PAGE_SIZE = 100;
const PageParams = z.object({ page: z.number(), isLast: z.boolean() });

/** As many pages as our own cases fill; the last one goes on while there are more of others. */
export const planTestCases = planValidation('test_case', async ({ migration, store }) => {
  const known = await countMapped(store.read, migration.id, 'test_case');
  const pages = Math.max(1, Math.ceil(known / PAGE_SIZE));
  return Array.from({ length: pages }, (_, index) => pageBatch(index + 1, index + 1 === pages));
});

const pageBatch = (page: number, isLast: boolean): NewBatch => ({
  stage: 'validate/test_case',
  kind: 'page',
  params: { page, isLast },
});

/** One page of all test cases of the project, with their steps. */
export function createPageTestCases({ targetOf }: ValidatorContext): BatchHandler {
  return async (context) => {
    const { batch, migration, signal } = context;
    const { page, isLast } = PageParams.parse(batch.params);
    const request = { moduleId: null, page, size: PAGE_SIZE };
    const { items, hasMore } = await targetOf(migration.targetProjectId).pageTestCases(request, signal);
    const comparison = compareTestCases(context, await loadTargetSchema(context));
    const findings = await compareObjects(context, comparison, items);
    const handOn = isLast && hasMore ? [pageBatch(page + 1, true)] : [];
    return {
      handOn,
      commit: async (tx) => {
        await commitFindings(tx, context, 'test_case', onlySure(findings));
        return handOn.length > 0 ? [] : whenPagesAreRead(tx, batch, finishBatch('test_case'));
      },
    };
  };
}

export const createFinishTestCases = ({ targetOf }: ValidatorContext): BatchHandler =>
  createFinishUnseen('test_case', 'Test case', async (context) => {
    const target = targetOf(context.migration.targetProjectId);
    const comparison = compareTestCases(context, await loadTargetSchema(context));
    return async ({ targetId }) => {
      const found = await readOrMissing(() => target.getTestCase(targetId, context.signal));
      return found && compareObjects(context, comparison, [found]);
    };
  });

function compareTestCases(
  context: BatchContext,
  schema: TargetSchema,
): Comparison<TargetTestCase, TestCaseDraft> {
  const { store, migration } = context;
  const fields = schema.fieldsOf('test-cases');
  return {
    type: 'test_case',
    noun: 'Test case',
    keyOf: ({ properties, description }) => readKeyField(fields, properties) ?? readStamp(description),
    findByKey: (keys) => findMappedByKey(store.read, migration.id, 'test_case', keys),
    listInside: async (testCases) => {
      const own = await listOwnFolders(
        context,
        'module',
        testCases.map((testCase) => testCase.moduleId),
      );
      return new Set(testCases.filter(({ moduleId }) => moduleId !== null && own.has(moduleId)));
    },
    prepare: async (drafts) => {
      const placeOf = await loadFolderTargets(
        context,
        'TEST_CASE',
        drafts.map((draft) => draft.folderSourceId),
      );
      return (draft, testCase) => {
        const moduleId = placeOf(draft.folderSourceId) ?? -1;
        const sent = withoutFilled(toTestCaseWrite(draft, { moduleId, fields }));
        const differences = compareTestCase(sent, testCase, fields);
        return {
          misplaced: differences.filter(({ field }) => field === 'module'),
          altered: differences.filter(({ field }) => field !== 'module'),
        };
      };
    },
  };
}
