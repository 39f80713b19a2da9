import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Fault } from './fault.ts';
import { createStandIn, type Listening, listen, type StandIn } from './stand-in.ts';

describe('a stand-in', () => {
  const stored = { b: 0, a: [] as number[] };
  let standIn: StandIn;
  let server: Listening;

  beforeEach(async () => {
    stored.b = 0;
    const bodies = {
      unauthorized: () => ({ error: 'expired' }),
      tooManyRequests: () => ({ message: 'slow down' }),
    };
    standIn = createStandIn({ bodies, state: () => stored });
    standIn.app.post('/things/:id', async () => ({
      stored: ++stored.b,
      text: 'long enough to be cut in two',
    }));
    server = await listen(standIn, {});
  });

  afterEach(() => server.close());

  const post = (id = '1') => fetch(`${server.url}/things/${id}`, { method: 'POST' });
  const setFaults = (...faults: Fault[]) => {
    standIn.behaviour.faults = faults;
  };

  test.each([
    ['absent', null],
    [0, '0'],
    [7, '7'],
  ] as const)('answers 429 with Retry-After %s', async (retryAfter, header) => {
    setFaults({ kind: 'too-many-requests', retryAfter });

    const answer = await post();

    expect(answer.status).toBe(429);
    expect(answer.headers.get('retry-after')).toBe(header);
    expect(await answer.json()).toEqual({ message: 'slow down' });
    expect(stored.b).toBe(0);
  });

  test('answers 429 with Retry-After as an HTTP date', async () => {
    setFaults({ kind: 'too-many-requests', retryAfter: { dateInSeconds: 60 } });

    const answer = await post();

    const ahead = Date.parse(answer.headers.get('retry-after') ?? '') - Date.now();
    expect(ahead).toBeGreaterThan(50_000);
    expect(ahead).toBeLessThanOrEqual(60_000);
  });

  test.each([500, 502, 503] as const)('answers %i with a page of HTML', async (status) => {
    setFaults({ kind: 'server-error', status });

    const answer = await post();

    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toContain('text/html');
    expect(await answer.text()).toContain('<html>');
  });

  test.each([403, 404] as const)('refuses with %i in HTML, as a gateway does', async (status) => {
    setFaults({ kind: 'gateway-refusal', status });

    const answer = await post();

    expect(answer.status).toBe(status);
    expect(await answer.text()).toContain('<html>');
    expect(stored.b).toBe(0);
  });

  test.each([
    ['empty', ''],
    ['html', expect.stringContaining('<html>')],
  ] as const)('takes the JSON from an error, and from nothing else: %s', async (body, text) => {
    setFaults({ kind: 'bare-error', body });

    const good = await post();
    const unknown = await fetch(`${server.url}/nothing`);

    expect(await good.json()).toMatchObject({ stored: 1 });
    expect(unknown.status).toBe(404);
    expect(await unknown.text()).toEqual(text);
  });

  test('cuts the connection before the write is applied', async () => {
    setFaults({ kind: 'reset-before' });

    await expect(post()).rejects.toThrow('fetch failed');

    expect(stored.b).toBe(0);
  });

  test('cuts the connection after the write is applied', async () => {
    setFaults({ kind: 'reset-after' });

    await expect(post()).rejects.toThrow('fetch failed');

    expect(stored.b).toBe(1);
  });

  test('cuts a JSON body in two', async () => {
    setFaults({ kind: 'truncated-json' });

    const answer = await post();

    expect(answer.status).toBe(200);
    expect(answer.headers.get('connection')).toBe('close');
    await expect(answer.json()).rejects.toThrow(SyntaxError);
  });

  test('lets a token expire', async () => {
    setFaults({ kind: 'token-expired' });

    const answer = await post();

    expect(answer.status).toBe(401);
    expect(await answer.json()).toEqual({ error: 'expired' });
  });

  test('applies a slow write at once and answers later', async () => {
    setFaults({ kind: 'slow', delayMs: 300 });

    await expect(
      fetch(`${server.url}/things/1`, { method: 'POST', signal: AbortSignal.timeout(150) }),
    ).rejects.toThrow('timeout');

    expect(stored.b).toBe(1);
  });

  test('applies a write at once and keeps its answer until it is let go', async () => {
    const held: Fault = { kind: 'held', times: 1 };
    setFaults(held);
    const answer = post();
    await expect.poll(() => standIn.stats.strikesOf(held)).toBe(1);
    const storedMeanwhile = stored.b;
    await (await post()).text();

    const whileHeld = await Promise.race([answer, 'no answer']);
    setFaults();

    expect(storedMeanwhile).toBe(1);
    expect(whileHeld).toBe('no answer');
    expect((await answer).status).toBe(200);
  });

  test('counts how often each fault has struck, and none that came to nothing', async () => {
    const [early, late, bare]: [Fault, Fault, Fault] = [
      { kind: 'server-error', status: 503, every: 2 },
      { kind: 'reset-after', path: '/things/9' },
      { kind: 'bare-error', body: 'empty' },
    ];
    setFaults(early, late, bare);

    for (const id of ['1', '2', '9', '4', '5']) await post(id).catch(() => undefined);

    expect([early, late, bare].map(standIn.stats.strikesOf)).toEqual([2, 1, 0]);
  });

  test('strikes as often as told, on the requests told', async () => {
    const expired = { kind: 'token-expired', method: 'post' } as const;
    setFaults({ ...expired, path: '/things/7', times: 1 }, { ...expired, path: '^/things/8$', every: 2 });

    const statuses: number[] = [];
    for (const id of ['7', '7', '8', '8', '8', '8', '9']) statuses.push((await post(id)).status);

    expect(statuses).toEqual([401, 200, 200, 401, 200, 401, 200]);
  });

  test('strikes at random, the same way for the same seed', async () => {
    const outcomes = async () => {
      setFaults({ kind: 'token-expired', rate: 0.5, seed: 3 });
      return Promise.all(Array.from({ length: 12 }, async (_, id) => (await post(String(id))).status));
    };

    const first = await outcomes();

    expect(new Set(first)).toEqual(new Set([200, 401]));
    expect((await outcomes()).filter((status) => status === 401)).toHaveLength(
      first.filter((status) => status === 401).length,
    );
  });

  test('limits the rate to a burst of one second', async () => {
    standIn.behaviour.rateLimitRps = 5;

    const answers = await Promise.all(Array.from({ length: 20 }, () => post()));

    const passed = answers.filter(({ status }) => status === 200).length;
    expect(passed).toBeGreaterThanOrEqual(5);
    expect(passed).toBeLessThan(10);
    expect(answers.at(-1)?.headers.get('retry-after')).toBe('1');
  });

  test('adds latency to its API but not to its own routes', async () => {
    standIn.behaviour.latencyMs = 60_000;

    const state = await fetch(`${server.url}/__sandbox/state`);

    expect(await state.text()).toBe('{"a":[],"b":0}');
    await expect(
      fetch(`${server.url}/things/1`, { method: 'POST', signal: AbortSignal.timeout(50) }),
    ).rejects.toThrow('timeout');
  });

  test('counts requests by route and status', async () => {
    await post('1');
    await post('2');

    const stats = await (await fetch(`${server.url}/__sandbox/stats`)).json();
    await fetch(`${server.url}/__sandbox/stats`, { method: 'DELETE' });

    expect(stats).toEqual({ 'POST /things/:id': { count: 2, statuses: { 200: 2 } } });
    expect(standIn.stats.count()).toBe(0);
  });

  test('takes a new behaviour over HTTP and refuses a wrong one', async () => {
    const put = (behaviour: unknown) =>
      fetch(`${server.url}/__sandbox/behaviour`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(behaviour),
      });

    const taken = await put({ latencyMs: 1, faults: [{ kind: 'reset-before' }] });
    const refused = await put({ faults: [{ kind: 'no such fault' }] });

    expect(await taken.json()).toEqual(standIn.behaviour);
    expect(standIn.behaviour.faults).toEqual([{ kind: 'reset-before' }]);
    expect(refused.status).toBe(400);
    expect(standIn.behaviour.latencyMs).toBe(1);
  });
});
