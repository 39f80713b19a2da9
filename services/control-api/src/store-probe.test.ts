import { StoreError } from '@z2q/store';
import { expect, test } from 'vitest';
import { openTestApi } from './open-test-api.ts';
import { createStoreProbe } from './store-probe.ts';

test('a store that can be read but takes no writes is not ready, and is asked every two seconds at most', async () => {
  await using api = await openTestApi();
  const { store } = api.context;
  let [nowMs, asked, isFull] = [0, 0, true];
  const write: typeof store.write = (act) => {
    asked += 1;
    return isFull ? Promise.reject(new StoreError('full')) : store.write(act);
  };
  const probe = createStoreProbe({ ...store, write }, () => nowMs);

  const full = [await probe(), await probe()];
  isFull = false;
  nowMs = 2_000;
  const healed = await probe();

  expect(full).toEqual([expect.stringMatching(/full/i), full[0]]);
  expect(healed).toBeUndefined();
  expect(asked).toBe(2);
});
