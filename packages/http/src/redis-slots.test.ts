import { openRedisServer } from '@z2q/test-kit';
import { Redis } from 'ioredis';
import { expect, test } from 'vitest';
import { systemClock } from './clock.ts';
import { createRateBudget, type RateBudget } from './rate-budget.ts';
import { createVirtualClock } from './virtual-clock.ts';

/** How long a Redis that has hung is not used. */
const REST_MS = 2_000;

/** A Redis that can be frozen and whose commands are counted. */
async function open() {
  await using stack = new AsyncDisposableStack();
  const server = stack.use(await openRedisServer());
  const redis = new Redis(server.url);
  stack.defer(() => redis.disconnect());
  const thaw = (): void => void process.kill(server.pid, 'SIGCONT');
  stack.defer(thaw);
  const owned = stack.move();
  return {
    clock: createVirtualClock(redis),
    budget: (maxRps: number, clock = systemClock): RateBudget =>
      createRateBudget({ redis, key: 'budget', maxRps, clock }),
    freeze: (): void => void process.kill(server.pid, 'SIGSTOP'),
    thaw,
    calls: async (command: string): Promise<number> => {
      const stats = await redis.info('commandstats');
      return Number(new RegExp(`cmdstat_${command}:calls=(\\d+)`).exec(stats)?.[1] ?? 0);
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

test('without a limit all callers of a moment are told by one look', async () => {
  await using redis = await open();
  const budget = redis.budget(0);

  await Promise.all(Array.from({ length: 50 }, () => budget.acquire()));

  expect((await redis.calls('eval')) + (await redis.calls('evalsha'))).toBe(1);
});

test('the text of a script is sent once, and a turn that needs no waiting is one command', async () => {
  await using redis = await open();
  const budget = redis.budget(100);

  for (let turn = 0; turn < 20; turn += 1) await budget.acquire();

  expect(await redis.calls('eval')).toBe(1);
  expect(await redis.calls('evalsha')).toBe(19);
  expect(await redis.calls('hget')).toBe(0);
});

test('while Redis hangs only the first caller waits for it, and it is used again when it answers', async () => {
  await using redis = await open();
  const { clock } = redis;
  const budget = redis.budget(1_000, clock);
  await budget.acquire();

  redis.freeze();
  for (let turn = 0; turn < 10; turn += 1) await budget.acquire();
  redis.thaw();
  const askedWhileItHung = (await redis.calls('evalsha')) + (await redis.calls('eval')) - 1;
  await clock.until([clock.sleep(REST_MS)]);
  await budget.acquire();

  expect(askedWhileItHung).toBe(1);
  expect(await redis.calls('evalsha')).toBe(2);
});
