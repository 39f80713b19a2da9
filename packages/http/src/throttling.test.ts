import { setImmediate as untilIdle } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { createRateBudget, type RateBudget } from './rate-budget.ts';
import { openTestServer } from './test-server.ts';

/** So long that it makes no difference when the machine stands still for a moment. */
const FAR_MS = 30_000;

const Thing = z.looseObject({ id: z.number() });

function recordingBudget(): { readonly budget: RateBudget; readonly penalties: number[] } {
  const penalties: number[] = [];
  const budget: RateBudget = {
    acquire: async () => {},
    answered: () => {},
    penalise: async (waitMs) => void penalties.push(waitMs),
    clear: async () => {},
  };
  return { budget, penalties };
}

test('a throttled write waits as told and is sent until it is taken, at no cost of attempts', async () => {
  const dates = (nth: number): string => (nth % 2 ? '2' : new Date(Date.now() + FAR_MS).toUTCString());
  await using server = await openTestServer((reply, nth) =>
    nth <= 12 ? reply.code(429).header('retry-after', dates(nth)).send() : reply.send({ id: 1 }),
  );
  const { budget, penalties } = recordingBudget();

  await server.client({ budget }).json('POST', '/things', { route: '/things', schema: Thing });

  expect(server.requests).toHaveLength(13);
  expect(penalties.filter((waitMs) => waitMs === 2_000)).toHaveLength(6);
  expect(penalties.filter((waitMs) => waitMs > 2_000 && waitMs <= FAR_MS)).toHaveLength(6);
});

test('a 429 says how old the call is that it refused, and every other answer that the pace was borne', async () => {
  await using server = await openTestServer((reply, nth) => {
    if (nth === 1) return reply.code(429).header('retry-after', '1').send();
    return nth === 2 ? reply.code(500).send() : reply.send({ id: 1 });
  });
  const ages: (number | undefined)[] = [];
  let answered = 0;
  const budget: RateBudget = {
    acquire: async () => {},
    answered: () => {
      answered += 1;
    },
    penalise: async (_waitMs, sentMsAgo) => void ages.push(sentMsAgo),
    clear: async () => {},
  };

  await server.client({ budget }).json('GET', '/things', { route: '/things', schema: Thing });

  expect(ages).toEqual([expect.any(Number)]);
  expect(answered).toBe(2);
});

test.each([[undefined], ['0'], ['Sun, 01 Mar 2020 00:00:00 GMT']])(
  'Retry-After %s means a growing wait of our own',
  async (retryAfter) => {
    await using server = await openTestServer((reply, nth) => {
      if (nth > 4) return reply.send({ id: 1 });
      if (retryAfter) reply.header('retry-after', retryAfter);
      return reply.code(429).send();
    });
    const { budget, penalties } = recordingBudget();

    await server.client({ budget }).json('GET', '/things', { route: '/things', schema: Thing });

    const bounds = penalties.map(
      (waitMs, index) => waitMs >= 500 * 2 ** index && waitMs <= 1_000 * 2 ** index,
    );
    expect(bounds).toEqual([true, true, true, true]);
  },
);

test('a call that is put off for too long is handed back as throttled', async () => {
  await using server = await openTestServer((reply) => reply.code(429).header('retry-after', '3600').send());
  const { budget, penalties } = recordingBudget();

  const call = server.client({ budget }).json('GET', '/things', { route: '/things', schema: Thing });

  await expect(call).rejects.toMatchObject({
    details: { code: 'throttled', recovery: 'throttle', status: 429, retryAfterMs: 3_600_000 },
  });
  expect(penalties).toEqual([3_600_000]);
});

test('a call given up while it waits for its turn makes room for the next at once', async () => {
  await using server = await openTestServer((reply) => reply.send({ id: 1 }));
  const budget = createRateBudget({ redis: null, key: 'test', maxRps: 0 });
  const client = server.client({ budget, concurrency: 1 });
  const gaveUp = new AbortController();
  const options = { route: '/things', schema: Thing };

  await budget.penalise(60_000);
  const waiting = client.json('POST', '/things', { ...options, signal: gaveUp.signal });
  const next = client.json('GET', '/things', options);
  await untilIdle();
  await budget.clear();
  gaveUp.abort();

  await expect(waiting).rejects.toMatchObject({ details: { code: 'cancelled', recovery: 'retry' } });
  expect(await next).toEqual({ id: 1 });
  expect(server.requests.map(({ method }) => method)).toEqual(['GET']);
});

test('a used-up month is told apart and not waited for', async () => {
  await using server = await openTestServer((reply) =>
    reply.code(429).header('x-ratelimit-remaining-month', '0').send({ message: 'Monthly limit' }),
  );

  const call = server.client().json('POST', '/things', { route: '/things', schema: Thing });

  await expect(call).rejects.toMatchObject({ details: { code: 'quota_exhausted', recovery: 'throttle' } });
  expect(server.requests).toHaveLength(1);
});

test.each([
  ['412', 412],
  [undefined, null],
  ['unlimited', null],
])('of the month %s is left', async (header, quotaLeft) => {
  await using server = await openTestServer((reply) => {
    if (header) reply.header('x-ratelimit-remaining-month', header);
    return reply.send({ id: 1 });
  });

  await server.client().json('GET', '/things', { route: '/things', schema: Thing });

  expect(server.observations).toMatchObject([{ quotaLeft }]);
});
