import { EntityType } from '@z2q/contracts';
import type { InMigration, InRun } from '../in-run.ts';
import type { Writer } from '../store.ts';
import { type Batch, type NewBatch, takeLaterBatches } from '../tables/batches.ts';
import { countFailed } from '../tables/counts.ts';
import { SUSPECT_AFTER } from '../tables/leases.ts';
import { groupsOf } from '../tables/staged-pages.ts';
import { completeBatch } from './complete-batch.ts';

export type Split = {
  readonly batch: Batch;
  readonly owner: string;
  /** Attempts that count as made for each part. For a part that cannot be split further, one less counts. */
  readonly attempts: number;
  /** Records that are probably bad: each gets a batch of its own. */
  readonly suspects?: readonly string[];
  readonly now: string;
};

/**
 * Replaces a batch by two halves, to find the bad record in it. Where the bad record is known, it gets a batch of its
 * own, and the other records are halved. Records that must stay in one batch do.
 * @returns false when the batch cannot be split; it is then unchanged.
 */
export async function splitBatch(tx: InRun<Writer>, split: Split): Promise<boolean> {
  const { batch, owner, attempts, suspects = [], now } = split;
  const groups = await listGroups(tx, batch);
  if (groups.length < 2) return false;
  const parts = setApart(groups, new Set(suspects)).map(
    (part): NewBatch => ({
      stage: `${batch.phase}/${batch.entityType}`,
      kind: 'records',
      ids: part.flat(),
      params: batch.params,
      attempts: part.length > 1 ? attempts : Math.max(0, attempts - 1),
      losses: Math.min(batch.losses, SUSPECT_AFTER),
      isBegun: true,
    }),
  );
  const handOn = [...parts, ...(await takeLaterBatches(tx, batch))];
  const failedBefore = await countFailed(tx);
  await completeBatch(tx, { batch, owner, handOn, failedBefore, now });
  return true;
}

type Group = readonly string[];

async function listGroups(tx: InMigration<Writer>, batch: Batch): Promise<readonly Group[]> {
  const type = EntityType.safeParse(batch.entityType);
  if (batch.kind !== 'records' || !type.success) return [];
  // Objects of a rollback are deleted one by one.
  if (batch.phase === 'rollback') return batch.ids.map((id) => [id]);
  const groups = await groupsOf(tx, type.data, batch.ids);
  return [...Map.groupBy(batch.ids, (id) => groups.get(id)).values()];
}

function setApart(groups: readonly Group[], suspects: ReadonlySet<string>): readonly (readonly Group[])[] {
  const { suspect = [], other = [] } = Object.groupBy(groups, (group) =>
    group.some((id) => suspects.has(id)) ? 'suspect' : 'other',
  );
  if (suspect.length === 0 || other.length === 0) return halve(groups);
  return [...suspect.map((group) => [group]), ...(other.length > 1 ? halve(other) : [other])];
}

/** Splits by the number of records, with at least one group on either side. */
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
