import { BatchJob } from '@z2q/contracts';
import {
  claimBatch,
  findRun,
  LEASE_MS,
  type Pause,
  pauseRun,
  releaseBatch,
  reportWorker,
  resumeRun,
} from '@z2q/store';
import { NOW, NOW_MS, openTestStore } from '@z2q/store/testing';
import { expect, test } from 'vitest';
import { toRunView } from './to-run-view.ts';

const MINUTE_MS = 60_000;
const worker = (service: string) => ({ service, id: service, host: 'here', since: NOW, jobsInHand: 0 });

/** A run whose inventory is due. */
async function open() {
  const kit = await openTestStore();
  const { id, jobs } = await kit.begin(await kit.migrate(), ['extract']);
  const job = BatchJob.strip().parse(jobs[0]);
  const { store } = kit;
  return {
    kit,
    store,
    job,
    viewAt: async (ms: number) => {
      const run = await findRun(store.read, id);
      if (!run) throw new Error('there is a run');
      return toRunView(store.read, run, new Date(NOW_MS + ms));
    },
    report: (service: string, ms: number) =>
      store.write((tx) => reportWorker(tx, worker(service), NOW_MS + ms)),
    claim: (ms: number) =>
      store.write((tx) => claimBatch(tx, job, { owner: 'me/1', nowMs: NOW_MS + ms, leaseMs: LEASE_MS })),
  };
}

test('a run whose work is due and that nobody works on says within a minute which service to start', async () => {
  const { kit, viewAt, report } = await open();
  await using _ = kit;
  await report('loader', MINUTE_MS);

  const soon = await viewAt(MINUTE_MS - 1);
  const late = await viewAt(MINUTE_MS);

  expect(soon).toMatchObject({ stalled: null, recommendedAction: null });
  expect(late.stalled).toEqual({
    since: NOW,
    why: expect.stringContaining('No extractor is running: start one'),
  });
  expect(late.recommendedAction).toBe(late.stalled?.why);
});

test('a run whose batches all wait says until when, and for what', async () => {
  const { kit, store, job, viewAt, report, claim } = await open();
  await using _ = kit;
  await report('extractor', MINUTE_MS);
  await claim(0);
  const notBeforeMs = NOW_MS + 2 * MINUTE_MS;
  const release = { owner: 'me/1', nowMs: NOW_MS, notBeforeMs, costsAttempt: false, note: '429' };
  await store.write((tx) => releaseBatch(tx, job, release));

  const { stalled } = await viewAt(MINUTE_MS);

  expect(stalled?.why).toContain(`until ${new Date(notBeforeMs).toISOString()}: 429`);
});

test('a run whose batch is in hand again says why it came back before', async () => {
  const { kit, store, job, viewAt, report, claim } = await open();
  await using _ = kit;
  await report('extractor', MINUTE_MS);
  await claim(0);
  const release = { owner: 'me/1', nowMs: NOW_MS, notBeforeMs: NOW_MS, costsAttempt: true };
  await store.write((tx) => releaseBatch(tx, job, { ...release, note: 'GET /x answered 503.' }));
  await claim(MINUTE_MS);

  const { stalled } = await viewAt(MINUTE_MS);

  expect(stalled?.why).toMatch(/being worked on .* A batch came back because: GET \/x answered 503\. /);
});

test('a run that tries to end its pause says at once what it met before, and after a minute why nothing is done', async () => {
  const { kit, store, job, viewAt, claim } = await open();
  await using _ = kit;
  const pause: Pause = { reason: 'source_unreachable', resumeAt: NOW_MS + 15_000 };
  const release = { owner: 'me/1', nowMs: NOW_MS, notBeforeMs: NOW_MS, costsAttempt: false };
  const tryAgain = async (note?: string) => {
    await claim(0);
    await store.write(async (tx) => {
      await releaseBatch(tx, job, { ...release, ...(note ? { note } : {}) });
      await pauseRun(tx, job.runId, pause, NOW_MS);
      await resumeRun(tx, job.runId, NOW_MS + 15_000);
    });
    return viewAt(15_001);
  };

  const unexplained = await tryAgain();
  const tried = await tryAgain('GET /x answered 503');
  const unstaffed = await viewAt(15_000 + MINUTE_MS);
  await store.write((tx) =>
    tx
      .updateTable('runs')
      .set({ moved_at: NOW_MS + 16_000 })
      .execute(),
  );
  const moved = await viewAt(16_001);

  expect(unexplained.stalled).toBeNull();
  expect(tried.stalled?.why).toMatch(/tries again.* because: GET \/x answered 503\. /);
  expect(tried.etaSeconds).toBeNull();
  expect(unstaffed.stalled?.why).toMatch(/^No extractor is running/);
  expect(moved.stalled).toBeNull();
});

test('a run with a batch in hand says that it takes long, and one whose due batch nobody takes that', async () => {
  const { kit, viewAt, report, claim } = await open();
  await using _ = kit;
  await report('extractor', 2 * MINUTE_MS);
  await claim(MINUTE_MS);

  const inHand = await viewAt(MINUTE_MS);
  const untaken = await viewAt(2 * MINUTE_MS);

  expect(inHand.stalled?.why).toContain('being worked on');
  expect(untaken.stalled?.why).toContain('no extractor takes one up');
});
