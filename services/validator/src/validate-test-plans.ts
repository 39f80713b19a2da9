import type { ReleaseDraft, TargetRelease } from '@z2q/contracts';
import { compareDescribed, readStamp } from '@z2q/mapping';
import type { BatchContext, BatchHandler } from '@z2q/runtime';
import { findMappedByKey } from '@z2q/store';
import { type Comparison, compareObjects } from './compare-objects.ts';
import type { ValidatorContext } from './context.ts';
import { createFinishUnseen } from './finish-unseen.ts';
import { readOrMissing } from './read-or-missing.ts';
import { commitTree } from './validate-tree.ts';

/** All releases, in one call. They hang on the project itself, so none is foreign. */
export function createValidateTestPlans({ targetOf }: ValidatorContext): BatchHandler {
  return async (context) => {
    const { migration, signal } = context;
    const releases = await targetOf(migration.targetProjectId).listReleases(signal);
    const findings = await compareObjects(context, compareReleases(context), releases);
    return commitTree(context, 'test_plan', { ...findings, lookedAt: 0 });
  };
}

export const createFinishTestPlans = ({ targetOf }: ValidatorContext): BatchHandler =>
  createFinishUnseen('test_plan', 'Release', async (context) => {
    const target = targetOf(context.migration.targetProjectId);
    return async ({ targetId }) => {
      const found = await readOrMissing(() => target.getRelease(targetId, context.signal));
      return found && compareObjects(context, compareReleases(context), [found]);
    };
  });

const compareReleases = ({ migration, store }: BatchContext): Comparison<TargetRelease, ReleaseDraft> => ({
  type: 'test_plan',
  noun: 'Release',
  keyOf: ({ description }) => readStamp(description),
  findByKey: (keys) => findMappedByKey(store.read, migration.id, 'test_plan', keys),
  listInside: async () => new Set(),
  prepare: async () => (draft, release) => ({ misplaced: [], altered: compareDescribed(draft, release) }),
});
