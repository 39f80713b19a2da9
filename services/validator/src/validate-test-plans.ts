import type { ReleaseDraft } from '@z2q/contracts';
import { compareDescribed, readStamp } from '@z2q/mapping';
import type { TargetRelease } from '@z2q/qtest';
import type { BatchHandler } from '@z2q/runtime';
import { findMappedByKey } from '@z2q/store';
import { compareObjects } from './compare-objects.ts';
import type { ValidatorContext } from './context.ts';
import { finishTree } from './validate-tree.ts';

/** All releases, in one call. They hang on the project itself, so none is foreign. */
export function createValidateTestPlans({ targetOf }: ValidatorContext): BatchHandler {
  return async (context) => {
    const { migration, store, signal } = context;
    const releases = await targetOf(migration.targetProjectId).listReleases(signal);
    const findings = await compareObjects<TargetRelease, ReleaseDraft>(
      context,
      {
        type: 'test_plan',
        noun: 'Release',
        keyOf: ({ description }) => readStamp(description),
        findByKey: (keys) => findMappedByKey(store.read, migration.id, 'test_plan', keys),
        listInside: async () => new Set(),
        prepare: async () => (draft, release) => ({
          misplaced: [],
          altered: compareDescribed(draft, release),
        }),
      },
      releases,
    );
    return finishTree(context, 'test_plan', 'Release', { ...findings, lookedAt: 0 });
  };
}
