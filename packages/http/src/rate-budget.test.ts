import { openRedis, openRedisServer, waitFor } from '@z2q/test-kit';
import { Redis } from 'ioredis';
import { expect, test } from 'vitest';
import { createRateBudget, type RateBudget } from './rate-budget.ts';
import { createVirtualClock, type VirtualClock } from './virtual-clock.ts';

type Fleet = AsyncDisposable & { readonly budgets: readonly RateBudget[]; readonly clock: VirtualClock };

/** Budgets on connections of their own to one Redis, as separate processes have, with one clock. */
async function openFleet(size: number, maxRps: number): Promise<Fleet> {
  await using stack = new AsyncDisposableStack();
  const { url } = stack.use(await openRedis());
  const connect = (): Redis => {
    const connection = new Redis(url);
    stack.defer(() => connection.disconnect());
    return connection;
  };
  const clock = createVirtualClock(connect());
  const budgets = Array.from({ length: size }, () =>
    createRateBudget({ redis: connect(), key: 'budget', maxRps, clock }),
  );
  const owned = stack.move();
  return { budgets, clock, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

/**
 * Takes turns in `inFlight` lines for each budget, `each` turns a line.
 * @returns the times of all turns in order.
 */
async function takeTurns(
  { budgets, clock }: Omit<Fleet, keyof AsyncDisposable>,
  inFlight: number,
  each: number,
): Promise<number[]> {
  const times: number[] = [];
  const line = async (budget: RateBudget): Promise<void> => {
    for (let turn = 0; turn < each; turn += 1) {
      await budget.acquire();
      times.push(clock.now());
    }
  };
  await clock.until(budgets.flatMap((budget) => Array.from({ length: inFlight }, () => line(budget))));
  return times.sort((a, b) => a - b);
}

/** By how many turns the fullest window exceeds `rps · (t + 1)`; at most 0 if the promise is kept. */
function worstExcess(times: readonly number[], rps: number): number {
  const excesses = times.flatMap((start, first) =>
    times.slice(first).map((end, index) => index + 1 - rps * ((end - start) / 1000 + 1)),
  );
  return Math.max(...excesses);
}

test('four processes together never exceed the rate in any window, and use it up', async () => {
  const rps = 40;
  await using fleet = await openFleet(4, rps);

  const times = await takeTurns(fleet, 4, 6);
  const seconds = ((times.at(-1) ?? 0) - (times[0] ?? 0)) / 1000;

  expect(times).toHaveLength(96);
  expect(worstExcess(times, rps)).toBeLessThanOrEqual(0);
  expect(seconds).toBeLessThan(96 / rps);
});

test('a process without Redis keeps the same rate by itself', async () => {
  const clock = createVirtualClock();
  const budget = createRateBudget({ redis: null, key: 'budget', maxRps: 20, clock });

  const times = await takeTurns({ budgets: [budget], clock }, 5, 10);

  expect(times).toHaveLength(50);
  expect(worstExcess(times, 20)).toBeLessThanOrEqual(0);
  expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeLessThan(2_500);
});

test('a penalty holds every process back, also without a limit of ours', async () => {
  await using fleet = await openFleet(2, 0);
  const [first, second] = fleet.budgets as [RateBudget, RateBudget];
  const penalisedAt = fleet.clock.now();

  await first.penalise(300);
  const times = await fleet.clock.until([second.acquire()]);

  expect(times).toEqual([penalisedAt + 300]);
});

test('a penalty holds back those who have booked a turn already', async () => {
  await using fleet = await openFleet(2, 50);
  const [first, second] = fleet.budgets as [RateBudget, RateBudget];
  await fleet.clock.until(Array.from({ length: 47 }, () => first.acquire()));
  const booked = second.acquire();
  const penalised = fleet.clock.sleep(10).then(() => first.penalise(1_000));

  const [turn, penalisedAt] = (await fleet.clock.until([booked, penalised])) as [number, number];

  expect(turn).toBe(penalisedAt + 1_000);
});

test('a shorter penalty does not end a longer one', async () => {
  await using fleet = await openFleet(2, 0);
  const [first, second] = fleet.budgets as [RateBudget, RateBudget];
  const penalisedAt = fleet.clock.now();

  await first.penalise(300);
  await second.penalise(10);
  const times = await fleet.clock.until([second.acquire()]);

  expect(times).toEqual([penalisedAt + 300]);
});

test('whoever gives up waiting is let go at once', async () => {
  const budget = createRateBudget({ redis: null, key: 'budget', maxRps: 0 });
  await budget.penalise(60_000);
  const gaveUp = new AbortController();

  const waiting = budget.acquire(gaveUp.signal);
  gaveUp.abort(new Error('enough'));

  await expect(waiting).rejects.toThrow('enough');
});

test('whoever gives up while a turn is booked does not get it', async () => {
  const budget = createRateBudget({ redis: null, key: 'budget', maxRps: 0 });
  const gaveUp = new AbortController();

  const booking = budget.acquire(gaveUp.signal);
  gaveUp.abort(new Error('enough'));

  await expect(booking).rejects.toThrow('enough');
});

test('work goes on at a local pace while Redis is away, and together again when it is back', async () => {
  await using stack = new AsyncDisposableStack();
  const server = await openRedisServer();
  const redis = new Redis(server.url, { maxRetriesPerRequest: null, retryStrategy: () => 50 });
  redis.on('error', () => {});
  stack.defer(() => redis.disconnect());
  const budget = createRateBudget({ redis, key: 'budget', maxRps: 100 });
  await budget.acquire();

  await server[Symbol.asyncDispose]();
  await budget.acquire();
  await budget.acquire();
  const again = stack.use(await openRedisServer({ port: server.port }));
  await waitFor(() => redis.status === 'ready', { what: `Redis on port ${again.port}` });
  await budget.acquire();

  expect(await redis.hget('budget', 'next')).toMatch(/^\d+$/);
});
