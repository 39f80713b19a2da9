import { openRedis } from '@z2q/test-kit';
import { Redis } from 'ioredis';
import { expect, test } from 'vitest';
import { z } from 'zod';
import type { HttpError } from './http-error.ts';
import { createRateBudget } from './rate-budget.ts';
import { openTestServer } from './test-server.ts';
import { createVirtualClock } from './virtual-clock.ts';

const Thing = z.looseObject({ id: z.number() });
const THING = { route: '/things', schema: Thing };
const HOUR_MS = 3_600_000;
/** The longest time of setTimeout; a longer one counts as 1 ms. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

async function openBudgets(maxRps: number) {
  await using stack = new AsyncDisposableStack();
  const { url } = stack.use(await openRedis());
  const connect = (): Redis => {
    const connection = new Redis(url);
    stack.defer(() => connection.disconnect());
    return connection;
  };
  const clock = createVirtualClock(connect());
  const open = () => createRateBudget({ redis: connect(), key: 'budget', maxRps, clock });
  const [first, second] = [open(), open()] as const;
  const owned = stack.move();
  return { first, second, clock, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

test.each([
  ['seconds', '9999999'],
  ['more seconds than there is time', '9'.repeat(400)],
  ['a date', 'Thu, 01 Jan 2099 00:00:00 GMT'],
])(
  'a Retry-After far away in %s ends the call at once, and others before they are sent',
  async (_name, retryAfter) => {
    await using server = await openTestServer((reply) =>
      reply.code(429).header('retry-after', retryAfter).send(),
    );
    const client = server.client();

    const told = await client.json('GET', '/things', THING).catch((error: unknown) => error);
    const heldBack = await client.json('GET', '/things', THING).catch((error: unknown) => error);

    expect(told).toMatchObject({ details: { code: 'throttled', recovery: 'throttle', status: 429 } });
    expect((told as HttpError).details.retryAfterMs).toBeGreaterThan(LONGEST_TIMER_MS);
    expect(heldBack).toMatchObject({ details: { code: 'throttled', recovery: 'throttle', status: null } });
    expect(server.requests).toHaveLength(1);
  },
);

test('callers of every process give up with the rest of the wait, and are let go when it is forgotten', async () => {
  await using budgets = await openBudgets(10);
  const { first, second, clock } = budgets;

  await first.penalise(HOUR_MS);
  const gaveUp = await Promise.allSettled(Array.from({ length: 20 }, () => second.acquire()));
  await second.clear();
  const clearedAt = clock.now();
  const letGoAt = await clock.until([first.acquire()]);

  expect(gaveUp.every(({ status }) => status === 'rejected')).toBe(true);
  expect(gaveUp[0]).toMatchObject({ reason: { name: 'HeldBackError', restMs: HOUR_MS } });
  expect(letGoAt).toEqual([clearedAt]);
});

test('a caller that waits for its turn already gives up too', async () => {
  const clock = createVirtualClock();
  const budget = createRateBudget({ redis: null, key: 'budget', maxRps: 2, clock });
  await budget.acquire();

  const waiting = budget.acquire();
  await budget.penalise(HOUR_MS);
  await clock.until([waiting]);

  await expect(waiting).rejects.toMatchObject({ name: 'HeldBackError' });
});

test.each(['shared', 'alone'])('an API is asked again after an hour, whatever it said (%s)', async (kind) => {
  await using budgets = await openBudgets(0);
  const { clock } = budgets;
  const alone = createRateBudget({ redis: null, key: 'budget', maxRps: 0, clock });
  const budget = kind === 'shared' ? budgets.first : alone;

  await budget.penalise(LONGEST_TIMER_MS + 1);

  await expect(budget.acquire()).rejects.toMatchObject({ restMs: HOUR_MS });
});
