import { readStamp } from '@z2q/mapping';
import type { TargetClient } from '@z2q/qtest';
import type { BatchHandler } from '@z2q/runtime';
import { listTakenTargets } from '@z2q/store';
import type { LoaderContext } from '../context.ts';
import { readOrGone } from './read-or-gone.ts';
import { BlockedError, commitRemoved, removeEach } from './remove-each.ts';

/** Deletes releases that nothing hangs on. */
export function createRollbackPlans({ targetOf, concurrency }: LoaderContext): BatchHandler {
  return async (context) => {
    const { batch, migration, store, signal } = context;
    const target = targetOf(migration.targetProjectId);
    const removed = await removeEach(context, concurrency, {
      type: 'test_plan',
      ids: batch.ids,
      find: async ({ sourceKey }) => {
        const releases = await target.listReleases(signal);
        const found = releases
          .filter((release) => readStamp(release.description) === sourceKey)
          .map((release) => release.id);
        const taken = await listTakenTargets(store.read, 'test_plan', found);
        return found.filter((id) => !taken.has(id));
      },
      remove: async (targetId) => {
        if (await readOrGone(() => isOccupied(target, targetId, signal)))
          throw new BlockedError('test cycles, suites or runs hang on it.');
        await target.deleteRelease(targetId, signal);
      },
    });
    return {
      commit: async (tx) => {
        await commitRemoved(tx, context, 'test_plan', removed);
        return [];
      },
    };
  };
}

async function isOccupied(target: TargetClient, id: number, signal: AbortSignal): Promise<boolean> {
  const parent = { type: 'release', id } as const;
  const { items } = await target.pageTestRuns({ parent, page: 1, pageSize: 1 }, signal);
  if (items.length > 0) return true;
  if ((await target.listSuites(parent, signal)).length > 0) return true;
  return (await target.listCycleTree(parent, signal)).length > 0;
}
