import { stat } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { openLogMover } from './log-mover.ts';
import { databaseFile } from './store.ts';
import { reportWorker } from './tables/workers.ts';
import { NOW, NOW_MS, openTestStore } from './tests/open-test-store.ts';

const MUCH = 'x'.repeat(1_000_000);

test('what was committed is moved into the database while those who write only add to the log', async () => {
  await using kit = await openTestStore();
  const file = databaseFile(kit.dataDir);
  const sizeOf = async (path: string): Promise<number> => (await stat(path)).size;
  const worker = { id: 'me', service: 'loader', host: MUCH, since: NOW, jobsInHand: 0 } as const;
  await kit.store.write((tx) => reportWorker(tx, worker, NOW_MS));
  const before = await sizeOf(file);
  const logged = await sizeOf(`${file}-wal`);

  await using _ = openLogMover(kit.dataDir);

  expect(logged).toBeGreaterThan(MUCH.length);
  expect(before).toBeLessThan(MUCH.length);
  await expect.poll(() => sizeOf(file), { timeout: 30_000 }).toBeGreaterThan(MUCH.length);
});
