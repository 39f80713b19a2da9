import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { Problem } from '@z2q/contracts';
import { Registry } from 'prom-client';
import { expect, test } from 'vitest';
import { startHealthServer } from './health-server.ts';

test('an address that a worker does not serve is answered by a problem, like those of the control API', async () => {
  const port = await freePort();
  const check = async () => undefined;
  await using _server = await startHealthServer({
    host: '127.0.0.1',
    port,
    metrics: new Registry(),
    check,
  });

  const known = await fetch(`http://127.0.0.1:${port}/healthz`);
  const unknown = await fetch(`http://127.0.0.1:${port}/nowhere?x=1`);

  expect(known.status).toBe(200);
  expect(unknown.status).toBe(404);
  expect(unknown.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(Problem.parse(await unknown.json()).detail).toContain('not GET /nowhere.');
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
