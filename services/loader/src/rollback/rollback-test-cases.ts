import { readStamp, ZEPHYR_KEY_FIELD } from '@z2q/mapping';
import type { TargetClient } from '@z2q/qtest';
import type { BatchContext, BatchHandler } from '@z2q/runtime';
import { listTakenTargets, type Mapped } from '@z2q/store';
import type { LoaderContext } from '../context.ts';
import { listTestCasesIn } from '../list-test-cases.ts';
import { hasFieldValue, loadTargetSchema } from '../target-schema.ts';
import { readOrGone } from './read-or-gone.ts';
import { commitRemoved, removeEach } from './remove-each.ts';

/** Deletes test cases with the files on them and on their steps. */
export function createRollbackTestCases({ targetOf, concurrency }: LoaderContext): BatchHandler {
  return async (context) => {
    const { batch, migration, signal } = context;
    const target = targetOf(migration.targetProjectId);
    const removed = await removeEach(context, concurrency, {
      type: 'test_case',
      ids: batch.ids,
      find: (mapped) => findTestCases(context, target, mapped),
      remove: (targetId) => target.deleteTestCase(targetId, signal),
    });
    return {
      commit: async (tx) => {
        await commitRemoved(tx, context, 'test_case', removed);
        return [];
      },
    };
  };
}

async function findTestCases(
  context: BatchContext,
  target: TargetClient,
  { parentTargetId, sourceKey }: Mapped,
): Promise<readonly number[]> {
  if (parentTargetId === null || sourceKey === null) return [];
  const fields = (await loadTargetSchema(context)).fieldsOf('test-cases');
  const testCases = (await readOrGone(() => listTestCasesIn(target, parentTargetId))) ?? [];
  const found = testCases
    .filter(
      ({ properties, description }) =>
        hasFieldValue(fields, properties, ZEPHYR_KEY_FIELD, sourceKey) ||
        readStamp(description) === sourceKey,
    )
    .map((testCase) => testCase.id);
  const taken = await listTakenTargets(context.store.read, 'test_case', found);
  return found.filter((id) => !taken.has(id));
}
