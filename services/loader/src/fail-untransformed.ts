import type { EntityType, RecordFailure } from '@z2q/contracts';
import { type BatchContext, toFailure } from '@z2q/runtime';
import { listUntransformed } from '@z2q/store';

const NEVER_TRANSFORMED = 'no run has transformed it. Run transform, then load again.';

/**
 * Failures of the records in a batch that were never transformed. In a run with a transform phase such records have
 * failed there already.
 */
export async function failUntransformed(
  { batch, run, store }: BatchContext,
  entityType: EntityType,
  drafted: ReadonlySet<string>,
): Promise<readonly RecordFailure[]> {
  if (run.phases.includes('transform')) return [];
  const records = await listUntransformed(store.read, entityType, batch.ids, drafted);
  return records.map((record) =>
    toFailure(record, 'dependency_failed', `It was not transformed: ${record.reason ?? NEVER_TRANSFORMED}`),
  );
}
