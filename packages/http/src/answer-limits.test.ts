import { pipeline, Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { DEFAULT_ANSWER_LIMITS } from './answer-limits.ts';
import type { HttpClient } from './http-client.ts';
import { openTestServer, type TestServer } from './test-server.ts';

const MIB = 1024 * 1024;
/** 16 MiB of blanks in 16 kB. All pieces together are 64 GiB in 64 MB, more than the buffers of the system hold. */
const PIECE = gzipSync(Buffer.alloc(16 * MIB, ' '));
const PIECES = 4096;

type Bomb = TestServer & {
  /** Number of pieces that the server has given away. */
  readonly taken: () => number;
};

async function openBomb(status: number): Promise<Bomb> {
  let taken = 0;
  function* pieces() {
    for (; taken < PIECES; taken += 1) yield PIECE;
  }
  const server = await openTestServer((reply) => {
    reply.hijack();
    reply.raw.writeHead(status, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
    pipeline(Readable.from(pieces()), reply.raw, () => undefined);
  });
  return { ...server, taken: () => taken };
}

const ROUTE = { route: '/things/{id}' };
const calls = {
  'a read': (client: HttpClient) => client.json('GET', '/things/1', { ...ROUTE, schema: z.unknown() }),
  'a write': (client: HttpClient) =>
    client.json('POST', '/things', { ...ROUTE, schema: z.unknown(), body: {} }),
  'an upload': (client: HttpClient) =>
    client.upload('/things', {
      ...ROUTE,
      schema: z.unknown(),
      open: () => Readable.from(['abc']),
      sizeBytes: 3,
    }),
  'a download': async (client: HttpClient) => buffer(await client.download('/things/1', ROUTE)),
} as const;

/** The most array buffers that the process had during the call beyond those before it, in bytes. */
async function peakOf(
  call: () => Promise<unknown>,
): Promise<{ readonly error: unknown; readonly grownBytes: number }> {
  const before = process.memoryUsage().arrayBuffers;
  let most = before;
  const timer = setInterval(() => {
    most = Math.max(most, process.memoryUsage().arrayBuffers);
  }, 5);
  const error = await call().catch((reason: unknown) => reason);
  clearInterval(timer);
  return { error, grownBytes: most - before };
}

test.each([
  ['a read', 'give-up'],
  ['a write', 'in-doubt'],
  ['an upload', 'in-doubt'],
  ['a download', 'give-up'],
] as const)('%s that inflates to gigabytes ends at the limit', async (name, recovery) => {
  await using server = await openBomb(200);
  const client = server.client({
    limits: { fileBytes: DEFAULT_ANSWER_LIMITS.answerBytes },
    timeoutMs: 60_000,
  });

  const { error, grownBytes } = await peakOf(() => calls[name](client));

  expect(error).toMatchObject({ code: 'answer_too_large', recovery, details: { status: 200 } });
  expect(String(error)).toContain('more than 32 MiB');
  expect(server.requests).toHaveLength(1);
  expect(server.taken()).toBeLessThan(PIECES);
  expect(grownBytes).toBeLessThan(256 * MIB);
});

test.each(Object.entries(calls))(
  '%s that is refused with gigabytes is read no further than its beginning',
  async (_name, call) => {
    await using server = await openBomb(400);

    const { error, grownBytes } = await peakOf(() => call(server.client({ timeoutMs: 60_000 })));

    expect(error).toMatchObject({ code: 'refused', details: { status: 400 } });
    expect(server.taken()).toBeLessThan(PIECES);
    expect(grownBytes).toBeLessThan(64 * MIB);
  },
);

test.each([
  [999, null],
  [1000, null],
  [1001, 'answer_too_large'],
])('an answer and a file of %i bytes, where 1,000 are allowed, fail with %s', async (size, code) => {
  await using server = await openTestServer((reply) =>
    reply.header('content-type', 'application/json').send(`"${'x'.repeat(size - 2)}"`),
  );
  const client = server.client({ limits: { answerBytes: 1000, fileBytes: 1000 } });

  for (const call of [calls['a read'], calls['a download']]) {
    const failure = await call(client).then(
      () => null,
      (error: unknown) => error,
    );
    if (code === null) expect(failure).toBeNull();
    else expect(failure).toMatchObject({ code, recovery: 'give-up' });
  }
});

test('after an answer that was too large its place in flight is free', async () => {
  await using server = await openTestServer((reply, nth) => reply.send(nth === 1 ? 'x'.repeat(5000) : '{}'));
  const client = server.client({ limits: { answerBytes: 1000 }, concurrency: 1 });

  await expect(calls['a read'](client)).rejects.toMatchObject({ code: 'answer_too_large' });

  await expect(calls['a read'](client)).resolves.toEqual({});
});
