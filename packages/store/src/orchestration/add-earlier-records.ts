import type { EntityType } from '@z2q/contracts';
import type { InRun } from '../in-run.ts';
import type { Writer } from '../store.ts';
import { listEarlierSkips } from '../tables/earlier-outcomes.ts';
import { addRecords, type RecordName } from '../tables/records.ts';
import { skipRecords } from '../tables/skips.ts';
import { getExpected } from '../tables/validation.ts';

/** Adds records that earlier runs extracted to a run that has no extract phase, and skips those that the earlier runs skipped. */
export async function addEarlierRecords(
  tx: InRun<Writer>,
  entityType: EntityType,
  records: readonly RecordName[],
): Promise<void> {
  await addRecords(tx, entityType, records);
  const ids = records.map((record) => record.sourceId);
  const skips = await listEarlierSkips(tx, entityType, ids);
  const skipIds = skips.map((skip) => skip.sourceId);
  const expected = await getExpected(tx, entityType, skipIds);
  await skipRecords(
    tx,
    entityType,
    skips.filter((skip) => expected.has(skip.sourceId)),
  );
}
