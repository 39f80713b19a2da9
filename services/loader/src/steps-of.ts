import type { TargetClient } from '@z2q/qtest';
import type { BatchContext } from '@z2q/runtime';
import { getVersionSteps, saveVersionSteps, type VersionSteps } from '@z2q/store';

export type VersionName = { readonly testCaseId: number; readonly versionId: number };

/** Step ids of versions: from the index, or asked for where the listing did not tell them. */
export async function loadStepsOf(
  { migration, store, signal }: BatchContext,
  target: TargetClient,
  versions: readonly VersionName[],
): Promise<ReadonlyMap<number, readonly number[]>> {
  const known = await getVersionSteps(
    store.read,
    migration.id,
    versions.map((version) => version.testCaseId),
  );
  const missing = versions.filter(
    ({ testCaseId, versionId }) => known.get(testCaseId)?.versionId !== versionId,
  );
  const asked = await Promise.all(
    missing.map(async ({ testCaseId, versionId }): Promise<VersionSteps> => {
      const steps = await target.listVersionSteps(testCaseId, versionId, signal);
      const ordered = steps.toSorted((left, right) => left.order - right.order);
      return { testCaseId, versionId, stepIds: ordered.map((step) => step.id) };
    }),
  );
  if (asked.length > 0) await store.write((tx) => saveVersionSteps(tx, migration.id, asked));
  return new Map([...known.values(), ...asked].map((steps) => [steps.testCaseId, steps.stepIds]));
}
