import { openRedis } from '@z2q/test-kit';
import { Redis } from 'ioredis';
import { expect, test } from 'vitest';
import { createRateBudget, type RateBudget } from './rate-budget.ts';
import { createVirtualClock, type VirtualClock } from './virtual-clock.ts';

type Call = { readonly atMs: number; readonly isTaken: boolean };
type Fleet = { readonly budgets: readonly RateBudget[]; readonly clock: VirtualClock };
type Site = {
  readonly latencyMs: number;
  readonly retryAfterMs: (atMs: number) => number;
  readonly open: () => (atMs: number) => boolean;
};

const IN_FLIGHT = 8;

/** A site that takes `limit` requests a second, and saves up as many unused ones as `burstS` seconds bring. */
function aBucket(limit: (atMs: number) => number, { latencyMs = 100, burstS = 1 } = {}): Site {
  const open = () => {
    let tokens = limit(0) * burstS;
    let filledMs = 0;
    return (atMs: number): boolean => {
      const rps = limit(atMs);
      tokens = Math.min(Math.max(1, rps * burstS), tokens + ((atMs - filledMs) / 1000) * rps);
      filledMs = atMs;
      if (tokens < 1) return false;
      tokens -= 1;
      return true;
    };
  };
  return { latencyMs, open, retryAfterMs: () => 1_000 };
}

/** A site that takes this many requests in each minute of its clock. */
function aWindow(perMinute: number): Site {
  const open = () => {
    const taken = new Map<number, number>();
    return (atMs: number): boolean => {
      const minute = Math.floor(atMs / 60_000);
      const before = taken.get(minute) ?? 0;
      if (before >= perMinute) return false;
      taken.set(minute, before + 1);
      return true;
    };
  };
  return { latencyMs: 100, open, retryAfterMs: (atMs) => 60_000 - (atMs % 60_000) };
}

/** Calls the site for this many seconds through every budget, with as many calls in flight as a process has. */
async function callFor(seconds: number, { budgets, clock }: Fleet, site: Site): Promise<readonly Call[]> {
  const take = site.open();
  const startMs = clock.now();
  const calls: Call[] = [];
  const line = async (budget: RateBudget): Promise<void> => {
    while (clock.now() < startMs + seconds * 1000) {
      await budget.acquire();
      const sentMs = clock.now();
      await clock.sleep(site.latencyMs / 2);
      const atMs = clock.now() - startMs;
      const isTaken = take(atMs);
      calls.push({ atMs, isTaken });
      await clock.sleep(site.latencyMs / 2);
      if (isTaken) budget.answered();
      else await budget.penalise(site.retryAfterMs(atMs), clock.now() - sentMs);
    }
  };
  await clock.until(budgets.flatMap((budget) => Array.from({ length: IN_FLIGHT }, () => line(budget))));
  return calls;
}

/** Share of calls that were refused, and share of the allowed calls that were used, between two times in seconds. */
function judge(calls: readonly Call[], allowedRps: number, from: number, to: number) {
  const seen = calls.filter(({ atMs }) => atMs >= from * 1000 && atMs < to * 1000);
  const taken = seen.filter(({ isTaken }) => isTaken).length;
  return { refused: (seen.length - taken) / seen.length, used: taken / (allowedRps * (to - from)) };
}

const alone = (maxRps: number): Fleet => {
  const clock = createVirtualClock();
  return { clock, budgets: [createRateBudget({ redis: null, key: 'budget', maxRps, clock })] };
};

/**
 * Budgets on connections of their own to one Redis, as separate processes have, with one clock. `late` is for a
 * process that starts later.
 */
async function openFleet(size: number, maxRps: number) {
  await using stack = new AsyncDisposableStack();
  const { url } = stack.use(await openRedis());
  const connect = (): Redis => {
    const connection = new Redis(url);
    stack.defer(() => connection.disconnect());
    return connection;
  };
  const clock = createVirtualClock(connect());
  const open = (): RateBudget => createRateBudget({ redis: connect(), key: 'budget', maxRps, clock });
  const budgets = Array.from({ length: size }, open);
  const late = open();
  const redis = connect();
  const owned = stack.move();
  return { budgets, clock, late, redis, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

const CASES = [5, 10, 25].flatMap((allowed) =>
  [0, 10, 50].map((maxRps) => ({ allowed, maxRps, reachable: Math.min(allowed, maxRps || allowed) })),
);

test.each(CASES)(
  'one process finds the $allowed/s of an API with $maxRps/s configured',
  async ({ allowed, maxRps, reachable }) => {
    const calls = await callFor(
      300,
      alone(maxRps),
      aBucket(() => allowed),
    );
    const { refused, used } = judge(calls, reachable, 30, 300);

    expect(refused).toBeLessThan(0.01);
    expect(used).toBeGreaterThan(0.95);
  },
);

test.each([
  { allowed: 5, maxRps: 0 },
  { allowed: 10, maxRps: 50 },
  { allowed: 25, maxRps: 0 },
])(
  'four processes find the $allowed/s of an API together with $maxRps/s configured',
  async ({ allowed, maxRps }) => {
    await using fleet = await openFleet(4, maxRps);

    const calls = await callFor(
      100,
      fleet,
      aBucket(() => allowed),
    );
    const { refused, used } = judge(calls, allowed, 30, 100);

    expect(refused).toBeLessThan(0.02);
    expect(used).toBeGreaterThan(0.9);
  },
);

test.each([1, 4])('nothing is lost where the right limit is configured (%i processes)', async (size) => {
  await using fleet = await openFleet(size, 25);

  const calls = await callFor(
    60,
    fleet,
    aBucket(() => 25),
  );
  const reachable = Math.min(25, (size * IN_FLIGHT) / 0.1);

  expect(judge(calls, reachable, 0, 60)).toMatchObject({ refused: 0 });
  expect(judge(calls, reachable, 0, 60).used).toBeGreaterThan(0.97);
});

test.each([0, 50])(
  'a limit that is raised to five times is found in 40 s (%i/s configured)',
  async (maxRps) => {
    const calls = await callFor(
      200,
      alone(maxRps),
      aBucket((atMs) => (atMs < 100_000 ? 5 : 25)),
    );

    expect(judge(calls, 5, 30, 100).used).toBeGreaterThan(0.95);
    expect(judge(calls, 25, 140, 200).used).toBeGreaterThan(0.9);
  },
);

test('refusals that have nothing to do with the pace lower it for some seconds only', async () => {
  const bucket = aBucket(() => 1_000, { latencyMs: 20 });
  const site: Site = {
    ...bucket,
    open: () => {
      let calls = 0;
      return () => {
        calls += 1;
        return calls > 130 || calls % 13 > 0;
      };
    },
  };

  const calls = await callFor(60, alone(0), site);

  expect(calls.filter(({ isTaken }) => !isTaken)).toHaveLength(10);
  expect(judge(calls, IN_FLIGHT / 0.02, 40, 60).used).toBeGreaterThan(0.9);
});

test('a limit a minute that names the end of the minute is found too', async () => {
  const calls = await callFor(900, alone(0), aWindow(600));
  const { refused, used } = judge(calls, 10, 120, 900);

  expect(refused).toBeLessThan(0.02);
  expect(used).toBeGreaterThan(0.95);
});

test('an API that takes no bursts at all is still used for the most part', async () => {
  const calls = await callFor(
    300,
    alone(0),
    aBucket(() => 10, { burstS: 0 }),
  );
  const { refused, used } = judge(calls, 10, 30, 300);

  expect(refused).toBeLessThan(0.01);
  expect(used).toBeGreaterThan(0.7);
});

test('a process that comes later, also after hours, starts at the pace that others found', async () => {
  await using fleet = await openFleet(1, 0);
  const site = aBucket(() => 10);
  await callFor(60, fleet, site);

  await fleet.clock.until([fleet.clock.sleep(6 * 3_600_000)]);
  const calls = await callFor(20, { ...fleet, budgets: [fleet.late] }, site);

  expect(await fleet.redis.pttl('budget')).toBeGreaterThan(80_000_000);
  expect(calls.filter(({ isTaken }) => !isTaken).length).toBeLessThanOrEqual(2);
});

test('refused calls that were sent before a cut was known lower the pace once', async () => {
  await using fleet = await openFleet(1, 0);
  const [budget] = fleet.budgets as [RateBudget];
  await callFor(
    30,
    fleet,
    aBucket(() => 25),
  );
  await budget.penalise(1_000, 0);
  const once = await fleet.redis.hget('budget', 'top');

  for (let nth = 0; nth < 10; nth += 1) {
    for (let answer = 0; answer < 5; answer += 1) budget.answered();
    await budget.penalise(1_000, 50);
  }

  expect(await fleet.redis.hget('budget', 'top')).toBe(once);
});

test.each(['a quota', 'an API that answers nothing else'])(
  '%s is waited for at the same pace',
  async (what) => {
    await using fleet = await openFleet(1, 0);
    const [budget] = fleet.budgets as [RateBudget];
    await callFor(
      30,
      fleet,
      aBucket(() => 10),
    );
    await budget.penalise(1_000, 0);
    const before = await fleet.redis.hget('budget', 'top');

    for (let nth = 0; nth < 5; nth += 1) {
      await budget.penalise(60_000, what === 'a quota' ? undefined : 0);
      await fleet.clock.until([budget.acquire()]);
    }

    expect(await fleet.redis.hget('budget', 'top')).toBe(before);
  },
);

test.each([0, 30])('Redis and a process by itself pace alike (%i/s configured)', async (maxRps) => {
  await using fleet = await openFleet(1, maxRps);
  const site = aBucket(() => 12);

  const [shared, local] = [await callFor(60, fleet, site), await callFor(60, alone(maxRps), site)];

  const distance = Math.abs(judge(shared, 12, 0, 60).used - judge(local, 12, 0, 60).used);
  expect(distance).toBeLessThan(0.02);
});
