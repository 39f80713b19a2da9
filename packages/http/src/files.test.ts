import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { inspect } from 'node:util';
import { waitFor } from '@z2q/test-kit';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { HttpError } from './http-error.ts';
import { openTestServer, TOKEN } from './test-server.ts';

const Stored = z.looseObject({ id: z.number() });
const FILE = { route: '/files/{id}' };

test('a file comes as it is, after a fault at its opening', async () => {
  const bytes = Buffer.alloc(300_000, 'z2q');
  await using server = await openTestServer((reply, nth) =>
    nth === 1
      ? reply.code(502).send('<h1>Bad gateway</h1>')
      : reply.type('application/octet-stream').send(bytes),
  );

  const file = await buffer(await server.client().download('/files/1', FILE));

  expect(file.equals(bytes)).toBe(true);
});

test('an empty file comes too', async () => {
  await using server = await openTestServer((reply) =>
    reply.type('application/octet-stream').send(Buffer.alloc(0)),
  );

  const file = await buffer(await server.client().download('/files/1', FILE));

  expect(file).toHaveLength(0);
});

test('a file cut short ends in a retryable error without the token', async () => {
  await using server = await openTestServer((reply) => {
    reply.hijack();
    reply.raw.writeHead(200, { 'content-length': '1000' });
    reply.raw.write('some');
    setImmediate(() => reply.raw.socket?.destroy());
  });

  const error = await buffer(await server.client().download('/files/1', FILE)).catch(
    (reason: unknown) => reason,
  );

  expect(error).toBeInstanceOf(HttpError);
  expect((error as HttpError).recovery).toBe('retry');
  expect(inspect(error, { depth: 10, showHidden: true })).not.toContain(TOKEN);
});

test('a file that breaks before it is read waits for its reader with the error', async () => {
  await using server = await openTestServer((reply) => {
    reply.hijack();
    reply.raw.writeHead(200, { 'content-length': '1000' });
    reply.raw.flushHeaders();
    setImmediate(() => reply.raw.socket?.destroy());
  });

  const file = await server.client().download('/files/1', FILE);
  await waitFor(() => file.closed, { what: 'the file to break' });
  const error = await buffer(file).catch((reason: unknown) => reason);

  expect(error).toBeInstanceOf(HttpError);
  expect((error as HttpError).recovery).toBe('retry');
});

test('a missing file is not found', async () => {
  await using server = await openTestServer((reply) => reply.code(404).send({ message: 'gone' }));

  const opening = server.client().download('/files/1', FILE);

  await expect(opening).rejects.toMatchObject({ details: { code: 'not_found', apiMessage: 'gone' } });
});

test('a file that is not read to its end keeps its place until it is let go', async () => {
  await using server = await openTestServer((reply) => reply.send(Buffer.alloc(2_000_000)));
  const client = server.client({ concurrency: 1 });

  const first = await client.download('/files/1', FILE);
  const second = client.download('/files/2', FILE);
  const requestsBefore = server.requests.length;
  first.destroy();
  const bytes = await buffer(await second);

  expect(requestsBefore).toBe(1);
  expect(bytes).toHaveLength(2_000_000);
});

test('an upload is opened again for each attempt and carries its size', async () => {
  await using server = await openTestServer((reply, nth) =>
    nth === 1 ? reply.code(429).header('retry-after', '0.01').send() : reply.code(201).send({ id: 3 }),
  );
  let opened = 0;

  const stored = await server.client().upload('/files', {
    route: '/files',
    schema: Stored,
    headers: { 'content-type': 'text/plain' },
    sizeBytes: 5,
    open: () => {
      opened += 1;
      return Readable.from([Buffer.from('hello')]);
    },
  });

  expect(stored).toEqual({ id: 3 });
  expect(opened).toBe(2);
  expect(server.requests[1]?.headers).toMatchObject({ 'content-length': '5', 'content-type': 'text/plain' });
});

test('an upload that is refused for its size while it is being sent is too large, not in doubt', async () => {
  await using server = await openTestServer((reply) => reply.send({ id: 1 }));

  const upload = server.client().upload('/files', {
    route: '/files',
    schema: Stored,
    headers: { 'content-type': 'application/octet-stream' },
    sizeBytes: 20_000_000,
    open: () => Readable.from(Array.from({ length: 200 }, () => Buffer.alloc(100_000))),
  });

  await expect(upload).rejects.toMatchObject({ details: { code: 'too_large', recovery: 'give-up' } });
});

test('a file that cannot be read here is no fault of the API', async () => {
  await using server = await openTestServer((reply) => reply.send({ id: 1 }));

  const upload = server.client().upload('/files', {
    route: '/files',
    schema: Stored,
    sizeBytes: 5,
    open: () => createReadStream('/nowhere/at-all'),
  });

  await expect(upload).rejects.toMatchObject({ code: 'ENOENT' });
});
