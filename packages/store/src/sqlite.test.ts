import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { listWorkers, reportWorker } from './tables/workers.ts';
import { openTestStore } from './tests/open-test-store.ts';
import { registerAudit } from './tests/register-audit.ts';
import { registerBatches } from './tests/register-batches.ts';
import { registerDependents } from './tests/register-dependents.ts';
import { registerFinishedStages } from './tests/register-finished-stages.ts';
import { registerGivenUpBatches } from './tests/register-given-up-batches.ts';
import { registerHeld } from './tests/register-held.ts';
import { registerInHand } from './tests/register-in-hand.ts';
import { registerInRun } from './tests/register-in-run.ts';
import { registerLedger } from './tests/register-ledger.ts';
import { registerLists } from './tests/register-lists.ts';
import { registerManyIds } from './tests/register-many-ids.ts';
import { registerPauses } from './tests/register-pauses.ts';
import { registerRunLife } from './tests/register-run-life.ts';
import { registerSites } from './tests/register-sites.ts';
import { registerSplitBatches } from './tests/register-split-batches.ts';
import { registerStagedPages } from './tests/register-staged-pages.ts';
import { registerStoppedRuns } from './tests/register-stopped-runs.ts';
import { registerValidation } from './tests/register-validation.ts';
import { registerWaves } from './tests/register-waves.ts';
import { registerWrites } from './tests/register-writes.ts';

registerAudit(openTestStore);
registerBatches(openTestStore);
registerDependents(openTestStore);
registerFinishedStages(openTestStore);
registerGivenUpBatches(openTestStore);
registerInRun(openTestStore);
registerLedger(openTestStore);
registerHeld(openTestStore);
registerInHand(openTestStore);
registerLists(openTestStore);
registerManyIds(openTestStore);
registerPauses(openTestStore);
registerRunLife(openTestStore);
registerSites(openTestStore);
registerSplitBatches(openTestStore);
registerStagedPages(openTestStore);
registerStoppedRuns(openTestStore);
registerValidation(openTestStore);
registerWaves(openTestStore);
registerWrites(openTestStore);

test('a disk without room is told in words of the store, and leaves the store as it was', async () => {
  await using kit = await openTestStore();
  const longId = 'x'.repeat(100_000);
  await kit.store.write((tx) => sql`pragma max_page_count = 1`.execute(tx));

  const filling = kit.store.write(async (tx) => {
    for (let index = 0; index < 100; index += 1)
      await reportWorker(tx, { ...WORKER, id: `${longId}${index}` }, 1);
  });

  await expect(filling).rejects.toMatchObject({ name: 'StoreError', code: 'full', recovery: 'retry' });
  expect(await listWorkers(kit.store.read, 0)).toEqual([]);
});

const WORKER = { service: 'loader', host: 'here', since: '2026-11-22T12:00:00.000Z', jobsInHand: 0 };
