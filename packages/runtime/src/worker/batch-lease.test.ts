import { BatchJob } from '@z2q/contracts';
import { claimBatch, LEASE_MS, LeaseLostError, releaseBatch } from '@z2q/store';
import { NOW_MS, openTestStore, type TestStore } from '@z2q/store/testing';
import { expect, test } from 'vitest';
import { type BatchLease, holdLease } from './batch-lease.ts';

type Held = {
  readonly kit: TestStore;
  readonly job: BatchJob;
  readonly lease: BatchLease;
  readonly passTime: (ms: number) => void;
};

/** A batch that `me` has taken up at `NOW_MS`. The clock stands still. */
async function hold(kit: TestStore): Promise<Held> {
  let nowMs = NOW_MS;
  const { jobs } = await kit.begin(await kit.migrate());
  const job = BatchJob.strip().parse(jobs[0]);
  await kit.store.write((tx) => claimBatch(tx, job, { owner: 'me', nowMs, leaseMs: LEASE_MS }));
  const holder = {
    store: kit.store,
    owner: 'me',
    stopping: new AbortController().signal,
    now: () => new Date(nowMs),
  };
  const lease = holdLease(holder, job, new AbortController().signal);
  return { kit, job, lease, passTime: (ms) => (nowMs += ms) };
}

const leaseEnds = async ({ kit }: Held): Promise<number | null | undefined> =>
  (await kit.store.read.selectFrom('entity_batch_state').select('lease_until').executeTakeFirst())
    ?.lease_until;

test('a lease that was renewed a moment ago is made sure of without a write', async () => {
  await using kit = await openTestStore();
  const held = await hold(kit);
  using lease = held.lease;

  held.passTime(1_000);
  await kit.store.write(lease.confirm);

  expect(await leaseEnds(held)).toBe(NOW_MS + LEASE_MS);
});

test('a lease that nobody has renewed for a while is renewed before anything is done on the strength of it', async () => {
  await using kit = await openTestStore();
  const held = await hold(kit);
  using lease = held.lease;

  held.passTime(5_000);
  await kit.store.write(lease.confirm);

  expect(await leaseEnds(held)).toBe(NOW_MS + 5_000 + LEASE_MS);
  expect(lease.assertHeld).not.toThrow();
});

test.each([1_000, 5_000])('a batch that another worker has by now is not ours, %d ms later', async (ms) => {
  await using kit = await openTestStore();
  const held = await hold(kit);
  using lease = held.lease;
  await kit.store.write(async (tx) => {
    await releaseBatch(tx, held.job, { owner: 'me', nowMs: NOW_MS, notBeforeMs: 0, costsAttempt: false });
    await claimBatch(tx, held.job, { owner: 'another', nowMs: NOW_MS, leaseMs: LEASE_MS });
  });

  held.passTime(ms);

  await expect(kit.store.write(lease.confirm)).rejects.toThrow(LeaseLostError);
});
