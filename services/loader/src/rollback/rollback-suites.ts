import type { Container, TestSuiteDraft } from '@z2q/contracts';
import type { TargetClient } from '@z2q/qtest';
import type { BatchContext, BatchHandler } from '@z2q/runtime';
import { getDrafts, listTakenTargets, type Mapped } from '@z2q/store';
import { AD_HOC_NAME, adHocKey, executionRoot } from '../containers.ts';
import type { LoaderContext } from '../context.ts';
import { isOf, loadTargetSchema } from '../target-schema.ts';
import { readOrGone } from './read-or-gone.ts';
import { BlockedError, commitRemoved, removeEach } from './remove-each.ts';
import type { RolledBackId } from './rolled-back-id.ts';

/** Deletes test suites that are empty by now. What the target does with runs of others in one is not documented. */
export function createRollbackSuites({ targetOf, concurrency }: LoaderContext): BatchHandler {
  return async (context) => {
    const { batch, migration, signal } = context;
    const target = targetOf(migration.targetProjectId);
    const removed = await removeEach(context, concurrency, {
      type: 'test_cycle',
      ids: batch.ids,
      find: (mapped, id) => findSuites(context, target, mapped, id),
      remove: async (targetId) => {
        const parent = { type: 'test-suite', id: targetId } as const;
        const runs = await readOrGone(() => target.pageTestRuns({ parent, page: 1, pageSize: 1 }, signal));
        if ((runs?.items.length ?? 0) > 0) throw new BlockedError('test runs are left in it.');
        await target.deleteSuite(targetId, signal);
      },
    });
    return {
      commit: async (tx) => {
        await commitRemoved(tx, context, 'test_cycle', removed);
        return [];
      },
    };
  };
}

async function findSuites(
  context: BatchContext,
  target: TargetClient,
  mapped: Mapped,
  id: RolledBackId,
): Promise<readonly number[]> {
  const fields = (await loadTargetSchema(context)).fieldsOf('test-suites');
  const { parentTargetId, sourceKey } = mapped;
  const parent: Container =
    id.mappedType === 'container' || parentTargetId === null
      ? executionRoot(context)
      : { type: 'test-cycle', id: parentTargetId };
  const suites = (await readOrGone(() => target.listSuites(parent, context.signal))) ?? [];
  const record =
    id.mappedType === 'container'
      ? { key: adHocKey(context.migration.sourceProjectKey), name: AD_HOC_NAME }
      : { key: sourceKey ?? '', name: await nameOf(context, id) };
  const found = suites.filter((suite) => isOf(fields, suite, record)).map((suite) => suite.id);
  const taken = new Set([
    ...(await listTakenTargets(context.store.read, 'test_cycle', found)),
    ...(await listTakenTargets(context.store.read, 'container', found)),
  ]);
  return found.filter((suiteId) => !taken.has(suiteId));
}

async function nameOf({ store, migration }: BatchContext, { sourceId }: RolledBackId): Promise<string> {
  const [stored] = await getDrafts<TestSuiteDraft>(store.read, migration.id, 'test_cycle', [sourceId]);
  return stored?.draft.name ?? '';
}
