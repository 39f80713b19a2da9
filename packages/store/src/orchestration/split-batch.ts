import { EntityType } from '@z2q/contracts';
import type { InMigration, InRun } from '../in-run.ts';
import type { Writer } from '../store.ts';
import { type Batch, type NewBatch, takeLaterBatches } from '../tables/batches.ts';
import { groupsOf } from '../tables/staged-pages.ts';
import { completeBatch, countFailed } from './complete-batch.ts';

export type Split = {
  readonly batch: Batch;
  readonly owner: string;
  /** Attempts that count as made by a half that can be split further. */
  readonly attempts: number;
  readonly now: string;
};

/**
 * Puts two halves in a batch's place, to find the record in it that is bad. What belongs in one batch stays in one.
 * @returns false when nothing can be split: the batch is as it was.
 */
export async function splitBatch(tx: InRun<Writer>, split: Split): Promise<boolean> {
  const { batch, owner, attempts, now } = split;
  const groups = await listGroups(tx, batch);
  if (groups.length < 2) return false;
  const halves = halve(groups).map(
    (half): NewBatch => ({
      stage: `${batch.phase}/${batch.entityType}`,
      kind: 'records',
      ids: half.flat(),
      params: batch.params,
      attempts: half.length > 1 ? attempts : 0,
    }),
  );
  const handOn = [...halves, ...(await takeLaterBatches(tx, batch))];
  const failedBefore = await countFailed(tx);
  await completeBatch(tx, { batch, owner, handOn, failedBefore, now });
  return true;
}

type Group = readonly string[];

async function listGroups(tx: InMigration<Writer>, batch: Batch): Promise<readonly Group[]> {
  const type = EntityType.safeParse(batch.entityType);
  if (batch.kind !== 'records' || !type.success) return [];
  const groups = await groupsOf(tx, type.data, batch.ids);
  return [...Map.groupBy(batch.ids, (id) => groups.get(id)).values()];
}

/** In the middle by records, with a group at least on either side. */
function halve(groups: readonly Group[]): readonly (readonly Group[])[] {
  const half = groups.flat().length / 2;
  let records = 0;
  const middle = groups.findIndex((group) => {
    records += group.length;
    return records >= half;
  });
  const at = Math.min(middle + 1, groups.length - 1);
  return [groups.slice(0, at), groups.slice(at)];
}
