import { openRedis } from '@z2q/test-kit';
import { Redis } from 'ioredis';
import { expect, test } from 'vitest';
import { createRateBudget } from './rate-budget.ts';
import { readBudget } from './read-budget.ts';
import { createVirtualClock } from './virtual-clock.ts';

/** Long enough for a pace to be measured. */
const ANSWERING_MS = 1_500;

async function open(maxRps: number) {
  await using stack = new AsyncDisposableStack();
  const server = stack.use(await openRedis());
  const redis = new Redis(server.url);
  stack.defer(() => redis.disconnect());
  const clock = createVirtualClock(redis);
  const options = { redis, key: 'budget', maxRps, clock };
  const owned = stack.move();
  return {
    clock,
    budget: createRateBudget(options),
    read: () => readBudget(options),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

test('a budget says how many more requests it lets go, and looking takes none', async () => {
  await using api = await open(10);

  const before = await api.read();
  for (let turn = 0; turn < 4; turn += 1) await api.budget.acquire();
  const after = await api.read();

  expect(before).toEqual({ left: 9, heldBackMs: 0, waitMs: 0 });
  expect(after).toEqual({ left: 5, heldBackMs: 0, waitMs: 0 });
  expect(await api.read()).toEqual(after);
});

test('an API that wants no requests leaves none, and says for how long', async () => {
  await using api = await open(10);

  await api.budget.penalise(30_000);

  expect(await api.read()).toEqual({ left: 0, heldBackMs: 30_000, waitMs: 30_000 });
});

test('without a limit nothing is left or used up', async () => {
  await using api = await open(0);

  await api.budget.acquire();

  expect(await api.read()).toEqual({ left: null, heldBackMs: 0, waitMs: 0 });
});

test('the pace that was found is a limit too', async () => {
  await using api = await open(0);
  await api.budget.acquire();
  for (let answer = 0; answer < 30; answer += 1) api.budget.answered();
  await api.clock.until([api.clock.sleep(ANSWERING_MS)]);

  await api.budget.penalise(1_000, ANSWERING_MS);
  await api.clock.until([api.budget.acquire()]);

  expect(await api.read()).toMatchObject({ left: expect.any(Number), heldBackMs: 0 });
});
