import type { EntityType, ExecutionDraft, Phase } from '@z2q/contracts';
import { expect, test } from 'vitest';
import type { RunStore } from '../in-run.ts';
import { completeBatch } from '../orchestration/complete-batch.ts';
import { giveUpBatch } from '../orchestration/give-up-batch.ts';
import type { Batch, NewBatch } from '../tables/batches.ts';
import { saveDrafts } from '../tables/drafts.ts';
import { listDueBatches } from '../tables/due-batches.ts';
import { pageFailures } from '../tables/failures.ts';
import { saveContents } from '../tables/intents.ts';
import { claimBatch, LEASE_MS } from '../tables/leases.ts';
import { addRecords } from '../tables/records.ts';
import { NOW, NOW_MS, type OpenTestStore, saveMapped, type TestStore } from './open-test-store.ts';

const MINE = { owner: 'me', now: NOW };

type Reached = { readonly store: RunStore; readonly batch: Batch };

/** A batch of these records in hand, in a run of one phase whose earlier stages had nothing to do. */
async function reach(
  kit: TestStore,
  phase: Phase,
  type: EntityType,
  ids: readonly string[],
): Promise<Reached> {
  const { store } = await kit.begin(await kit.migrate(), [phase]);
  const names = ids.map((sourceId) => ({ sourceId, sourceKey: `WEB-${sourceId}` }));
  await store.write((tx) => addRecords(tx, type, names));
  const records: NewBatch = { stage: `${phase}/${type}`, kind: 'records', ids };
  for (;;) {
    const batch = await claimNext(kit, phase);
    if (batch.kind === 'records') return { store, batch };
    const handOn = batch.entityType === type ? [records] : [];
    await store.write((tx) => completeBatch(tx, { batch, handOn, failedBefore: 0, ...MINE }));
  }
}

async function claimNext(kit: TestStore, phase: Phase): Promise<Batch> {
  const [job] = await listDueBatches(kit.store.read, [phase], NOW_MS, 1);
  const lease = { owner: 'me', nowMs: NOW_MS, leaseMs: LEASE_MS };
  const batch = job && (await kit.store.write((tx) => claimBatch(tx, job, lease)));
  if (!batch) throw new Error('no batch is due');
  return batch;
}

const giveUp = ({ store, batch }: Reached): Promise<void> =>
  store.write((tx) =>
    giveUpBatch(tx, { batch, code: 'target_error', message: 'No', doubtUntilMs: 0, ...MINE }),
  );

/** Puts the object of a record on the target, as in its draft. */
async function arrive({ store }: Reached, sourceId: string): Promise<void> {
  const name = { entityType: 'test_execution', sourceId, sourceKey: `WEB-${sourceId}` } as const;
  const draft: ExecutionDraft = {
    type: 'execution',
    sourceId,
    sourceKey: name.sourceKey,
    runKey: 'adhoc|WEB-T1|',
    runName: 'Log in',
    runFields: [],
    testCaseKey: 'WEB-T1',
    cycleSourceId: null,
    log: null,
  };
  await store.write(async (tx) => {
    await saveDrafts(tx, 'test_execution', [{ draft, contentHash: 'hash' }]);
    await saveMapped(tx, { ...name, parentTargetId: 1 }, { targetId: 9 });
    await saveContents(tx, 'test_execution', [{ sourceId, content: { contentHash: 'hash' } }]);
  });
}

/** Tests what becomes of a batch that is given up. */
export function registerGivenUpBatches(openTestStore: OpenTestStore): void {
  test('what arrived before the others were given up is not failed, and is counted by its handler', async () => {
    await using kit = await openTestStore();
    const reached = await reach(kit, 'load', 'test_execution', ['1', '2', '3']);
    await arrive(reached, '1');

    await giveUp(reached);

    const failures = await pageFailures(reached.store.read, {}, 10, null);
    expect(failures).toMatchObject([
      { phase: 'load', sourceId: '2', sourceKey: 'WEB-2', code: 'target_error', message: 'No' },
      { phase: 'load', sourceId: '3', sourceKey: 'WEB-3' },
    ]);
    expect((await claimNext(kit, 'load')).ids).toEqual(['1']);
  });

  test('a stage that is summed up is summed up though its last record is given up', async () => {
    await using kit = await openTestStore();
    const reached = await reach(kit, 'validate', 'attachment', ['1']);

    await giveUp(reached);

    const next = await claimNext(kit, 'validate');
    expect(next).toMatchObject({ entityType: 'attachment', kind: 'finish', ids: [] });
  });
}
