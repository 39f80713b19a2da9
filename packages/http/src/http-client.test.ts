import { inspect } from 'node:util';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { HttpError } from './http-error.ts';
import { openTestServer, type TestServer, TOKEN } from './test-server.ts';

const Thing = z.looseObject({ id: z.number() });

const get = (server: TestServer) =>
  server.client().json('GET', '/things/1', { route: '/things/{id}', schema: Thing });
const post = (server: TestServer) =>
  server.client().json('POST', '/things', { route: '/things', schema: Thing, body: { name: 'x' } });

async function failureOf(call: Promise<unknown>): Promise<HttpError> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(HttpError);
  return error as HttpError;
}

test('a read gives what the schema reads, with credentials sent and the call observed', async () => {
  await using server = await openTestServer((reply) => reply.send({ id: 7, more: true }));

  const thing = await get(server);

  expect(thing).toEqual({ id: 7, more: true });
  expect(server.requests[0]?.headers.authorization).toBe(`Bearer ${TOKEN}`);
  expect(server.observations).toMatchObject([
    { method: 'GET', route: '/things/{id}', status: 200, outcome: 'ok' },
  ]);
});

test('a request is told to be on its way while it is, each time that it is sent', async () => {
  await using server = await openTestServer((reply, nth) =>
    nth < 3 ? reply.code(503).send() : reply.send({ id: 7 }),
  );
  const flights: number[] = [];
  const client = server.client({ onFlight: ({ side, by }) => flights.push(side === 'target' ? by : 0) });

  await client.json('GET', '/things/1', { route: '/things/{id}', schema: Thing });

  expect(flights).toEqual([1, -1, 1, -1, 1, -1]);
});

test.each([
  ['a 500 with HTML', (reply: Reply) => reply.code(500).type('text/html').send('<h1>Oops</h1>')],
  ['a 503', (reply: Reply) => reply.code(503).send()],
  ['a 408', (reply: Reply) => reply.code(408).send()],
  ['a reset', (reply: Reply) => reply.raw.socket?.destroy()],
  ['a truncated answer', truncated],
  ['JSON cut short', (reply: Reply) => reply.type('application/json').send('{"id":')],
  ['a login page with status 200', (reply: Reply) => reply.type('text/html').send('<html>Log in</html>')],
])('a read is sent again after %s', async (_name, fault) => {
  await using server = await openTestServer((reply, nth) => (nth < 3 ? fault(reply) : reply.send({ id: 7 })));

  const thing = await get(server);

  expect(thing).toEqual({ id: 7 });
  expect(server.requests).toHaveLength(3);
});

test.each([
  ['a 500', (reply: Reply) => reply.code(500).send(), 'server_error'],
  ['a reset', (reply: Reply) => reply.raw.socket?.destroy(), 'unreachable'],
  ['a truncated answer', truncated, 'bad_answer'],
  ['JSON cut short', (reply: Reply) => reply.type('application/json').send('{"id":'), 'bad_answer'],
  ['JSON without the id', (reply: Reply) => reply.send({}), 'bad_answer'],
])('a write is in doubt after %s and not sent again', async (_name, fault, code) => {
  await using server = await openTestServer(fault);

  const error = await failureOf(post(server));

  expect({ recovery: error.recovery, code: error.code }).toEqual({ recovery: 'in-doubt', code });
  expect(server.requests).toHaveLength(1);
});

test('a write that gets no answer in time is in doubt', async () => {
  await using server = await openTestServer((reply) => void reply.hijack());

  const call = server
    .client({ timeoutMs: 150 })
    .json('PUT', '/things/1', { route: '/things/{id}', schema: Thing });

  expect(await failureOf(call)).toMatchObject({ code: 'timeout', recovery: 'in-doubt' });
  expect(server.requests).toHaveLength(1);
});

test('a write that never connected may be sent again', async () => {
  const server = await openTestServer((reply) => reply.send({ id: 7 }));
  const client = server.client();
  await server[Symbol.asyncDispose]();

  const error = await failureOf(client.json('POST', '/things', { route: '/things', schema: Thing }));

  expect({ recovery: error.recovery, code: error.code }).toEqual({ recovery: 'retry', code: 'unreachable' });
  expect(server.observations).toHaveLength(5);
});

test.each([
  [400, 'refused'],
  [401, 'unauthorized'],
  [403, 'forbidden'],
  [404, 'not_found'],
  [409, 'refused'],
  [413, 'too_large'],
  [422, 'refused'],
])('a %i is given up with what the API said', async (status, code) => {
  await using server = await openTestServer((reply) => reply.code(status).send({ message: 'No, because' }));

  const error = await failureOf(get(server));

  expect(error.details).toMatchObject({ code, recovery: 'give-up', status, apiMessage: 'No, because' });
  expect(error.message).toBe(`GET /things/1 answered ${status}: No, because`);
  expect(server.requests).toHaveLength(1);
});

test.each([
  ['at once', []],
  ['after a 500', [(reply: Reply) => reply.code(500).send()]],
  ['after a reset', [(reply: Reply) => reply.raw.socket?.destroy()]],
  ['after an answer cut short', [(reply: Reply) => cutShort(reply, 404)]],
])('a refusal that is expected is read like an answer, %s', async (_name, faults) => {
  const none = gzipSync('{"id":0,"message":"none"}');
  const refuse = (reply: Reply) =>
    reply.code(404).headers({ 'content-encoding': 'gzip', 'content-type': 'application/json' }).send(none);
  await using server = await openTestServer((reply, nth) => (faults[nth - 1] ?? refuse)(reply));

  const thing = await server
    .client()
    .json('GET', '/things/1', { route: '/things/{id}', schema: Thing, expect: [200, 404] });

  expect(thing).toEqual({ id: 0, message: 'none' });
  expect(server.observations.at(-1)).toMatchObject({ status: 404, outcome: 'ok' });
});

test('JSON of another shape is not asked for again', async () => {
  await using server = await openTestServer((reply) => reply.send({ id: 'seven' }));

  const error = await failureOf(get(server));

  expect(error).toMatchObject({ code: 'bad_answer', recovery: 'give-up' });
  expect(error.message).toContain('id: invalid_type');
});

test('no token is in an error, however deep one looks, even when the API echoes it', async () => {
  await using server = await openTestServer((reply, nth) =>
    nth === 1 ? reply.code(400).send({ message: `Bad token Bearer ${TOKEN}` }) : reply.raw.socket?.destroy(),
  );

  const refused = await failureOf(post(server));
  const reset = await failureOf(post(server));

  for (const error of [refused, reset]) {
    const shown = inspect(error, { depth: 10, showHidden: true }) + JSON.stringify(error) + error.stack;
    expect(shown).not.toContain(TOKEN);
  }
  expect(refused.details.apiMessage).toBe('Bad token [secret]');
  expect(reset.cause).toBeInstanceOf(Error);
});

test('writes follow no redirect', async () => {
  await using server = await openTestServer((reply) => reply.redirect('/moved', 302));

  const error = await failureOf(post(server));

  expect(error).toMatchObject({ code: 'bad_answer', recovery: 'in-doubt' });
  expect(server.requests).toHaveLength(1);
});

test('a cancelled call ends at once: unsent it may be retried, a write on its way is in doubt', async () => {
  const { promise: arrived, resolve: arrive } = Promise.withResolvers<void>();
  await using server = await openTestServer((reply) => {
    reply.hijack();
    arrive();
  });
  const cancel = new AbortController();
  const client = server.client({ concurrency: 1 });
  const options = { route: '/things', schema: Thing, signal: cancel.signal };

  const onItsWay = failureOf(client.json('POST', '/things', options));
  const unsent = failureOf(client.json('POST', '/things', options));
  await arrived;
  cancel.abort();

  expect(await onItsWay).toMatchObject({ code: 'cancelled', recovery: 'in-doubt' });
  expect(await unsent).toMatchObject({ code: 'cancelled', recovery: 'retry' });
});

test('no more requests are in flight than allowed', async () => {
  let inFlight = 0;
  let most = 0;
  await using server = await openTestServer(async () => {
    inFlight += 1;
    most = Math.max(most, inFlight);
    await new Promise((resolve) => setImmediate(resolve));
    inFlight -= 1;
    return { id: 1 };
  });
  const client = server.client({ concurrency: 3 });

  await Promise.all(
    Array.from({ length: 30 }, () => client.json('GET', '/things', { route: '/things', schema: Thing })),
  );

  expect(most).toBeLessThanOrEqual(3);
  expect(server.requests).toHaveLength(30);
});

type Reply = Parameters<Parameters<typeof openTestServer>[0]>[0];

function truncated(reply: Reply): void {
  cutShort(reply, 200);
}

function cutShort(reply: Reply, status: number): void {
  reply.hijack();
  reply.raw.writeHead(status, { 'content-type': 'application/json', 'content-length': '100' });
  reply.raw.write('{"id":');
  setImmediate(() => reply.raw.socket?.destroy());
}
