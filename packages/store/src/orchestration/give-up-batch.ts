import { EntityType, type FailureCode } from '@z2q/contracts';
import type { InMigration, InRun } from '../in-run.ts';
import type { Writer } from '../store.ts';
import type { Batch, NewBatch } from '../tables/batches.ts';
import { countFailed } from '../tables/counts.ts';
import { listDrafts } from '../tables/drafts.ts';
import { storeFailures } from '../tables/failures.ts';
import { getMapped } from '../tables/id-map.ts';
import { doubtClaims } from '../tables/intents.ts';
import { listRecordNames } from '../tables/records.ts';
import { completeBatch } from './complete-batch.ts';
import { listRolledBackNames } from './rolled-back-id.ts';

export type GivenUp = {
  readonly batch: Batch;
  readonly owner: string;
  readonly code: FailureCode;
  readonly message: string;
  /** Epoch milliseconds until which a write may still land whose worker has not reported its outcome. */
  readonly doubtUntilMs: number;
  readonly now: string;
};

/**
 * Stores a failure for the records of a batch that cannot be completed, so that the rest of the run goes on.
 * Records that are completely loaded do not fail, unless that is all of them.
 */
export async function giveUpBatch(tx: InRun<Writer>, givenUp: GivenUp): Promise<void> {
  const { batch, owner, code, message, doubtUntilMs, now } = givenUp;
  const { phase } = batch;
  const entityType = EntityType.parse(batch.entityType);
  const loaded = phase === 'load' ? await listLoaded(tx, entityType, batch.ids) : new Set();
  if (phase === 'load') await doubtClaims(tx, entityType, batch.ids, doubtUntilMs);
  const rest = batch.ids.filter((id) => !loaded.has(id));
  const failed = rest.length > 0 ? rest : batch.ids;
  const listNames = phase === 'rollback' ? listRolledBackNames : listRecordNames;
  const names = await listNames(tx, entityType, failed);
  const failures = names.map((name) => ({ ...name, code, message }));
  const failedBefore = await countFailed(tx);
  await storeFailures(tx, { phase, entityType, failures, now });
  const isFailed = new Set(failed);
  const arrived = batch.ids.filter((id) => !isFailed.has(id));
  const handOn = arrived.length > 0 ? [toArrived(batch, arrived)] : [];
  await completeBatch(tx, { batch, owner, handOn, failedBefore, now });
}

/** Records that did arrive go into a new batch, so that the handler counts them. */
const toArrived = ({ phase, entityType, params }: Batch, ids: readonly string[]): NewBatch => ({
  stage: `${phase}/${entityType}`,
  kind: 'records',
  ids,
  params,
});

/** Records that are completely loaded although their batch was not finished. */
async function listLoaded(
  tx: InMigration<Writer>,
  type: EntityType,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const mapped = await getMapped(tx, type, ids);
  const drafts = await listDrafts(tx, type, ids);
  return new Set(
    drafts
      .filter(({ draft, contentHash }) => mapped.get(draft.sourceId)?.contentHash === contentHash)
      .map(({ draft }) => draft.sourceId),
  );
}
