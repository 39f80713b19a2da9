import type { TargetStep } from '@z2q/contracts';
import { getVersionSteps, type Mapped, type RunStore, saveVersionSteps, type VersionSteps } from '@z2q/store';
import type { Site } from './site.ts';

/** One version of a test case. */
export type VersionName = { readonly testCaseId: number; readonly versionId: number };

export const versionOf = ({ targetId, versionId }: Mapped): readonly VersionName[] =>
  targetId === null || versionId === null ? [] : [{ testCaseId: targetId, versionId }];

/** Ids of the steps in order. */
export const orderedIds = (steps: readonly Pick<TargetStep, 'id' | 'order'>[]): readonly number[] =>
  steps.toSorted((left, right) => left.order - right.order).map((step) => step.id);

/** Step ids of versions, by test case id: from the store, otherwise requested from the target. */
export async function loadStepIds(
  store: RunStore,
  { client, signal }: Site,
  versions: readonly VersionName[],
): Promise<ReadonlyMap<number, readonly number[]>> {
  const testCaseIds = versions.map((version) => version.testCaseId);
  const known = await getVersionSteps(store.read, testCaseIds);
  const unknown = new Map(
    versions
      .filter(({ testCaseId, versionId }) => known.get(testCaseId)?.versionId !== versionId)
      .map((version) => [version.testCaseId, version]),
  );
  const asked = await Promise.all(
    [...unknown.values()].map(async ({ testCaseId, versionId }): Promise<VersionSteps> => {
      const steps = await client.listVersionSteps(testCaseId, versionId, signal);
      return { testCaseId, versionId, stepIds: orderedIds(steps) };
    }),
  );
  if (asked.length > 0) await store.write((tx) => saveVersionSteps(tx, asked));
  return new Map([...known.values(), ...asked].map((steps) => [steps.testCaseId, steps.stepIds]));
}
