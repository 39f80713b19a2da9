import { openStore, reportWorker } from '@z2q/store';

const WORKER = {
  service: 'loader',
  id: 'loader-1',
  host: 'host-1',
  since: '2026-01-01T00:00:00.000Z',
  jobsInHand: 2,
};
const AN_HOUR_MS = 3_600_000;

/** Has a worker in the tables of workers, although all work is done in the test's own process. */
export async function showWorker(dataDir: string): Promise<void> {
  await using store = await openStore(dataDir);
  await store.write((tx) => reportWorker(tx, WORKER, Date.now() + AN_HOUR_MS));
}
