import type { EntityType, MigrationId, RunId } from '@z2q/contracts';
import type { Writer } from '../store.ts';
import { listEarlierSkips } from '../tables/earlier-outcomes.ts';
import { skipRecords } from '../tables/skips.ts';
import { addStagedRecords } from '../tables/staged-names.ts';
import { listExpected } from '../tables/validation.ts';

/** Makes what earlier runs extracted known to a run that goes on from there, and leaves out what they left out. */
export async function addEarlierRecords(
  tx: Writer,
  runId: RunId,
  migrationId: MigrationId,
  entityType: EntityType,
): Promise<void> {
  await addStagedRecords(tx, runId, entityType, { migrationId, runId: 'newest' });
  const skips = await listEarlierSkips(tx, { migrationId, entityType });
  const ids = skips.map((skip) => skip.sourceId);
  const expected = await listExpected(tx, runId, entityType, ids);
  await skipRecords(
    tx,
    runId,
    entityType,
    skips.filter((skip) => expected.has(skip.sourceId)),
  );
}
