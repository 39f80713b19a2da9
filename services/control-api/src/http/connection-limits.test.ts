import { once } from 'node:events';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { waitFor } from '@z2q/test-kit';
import { expect, test } from 'vitest';
import { openTestApi, TEST_TOKEN } from '../open-test-api.ts';

const SOON_MS = 300;

const HALVES = [
  '',
  'GET /healthz HTTP/1.1\r\nhost: z2q\r\n',
  `POST /v1/migrations HTTP/1.1\r\nhost: z2q\r\nauthorization: Bearer ${TEST_TOKEN}\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{`,
];

test('connections that send no whole request are closed, however many', async () => {
  await using api = await openTestApi();
  await api.app.listen({ host: '127.0.0.1', port: 0 });
  const { server } = api.app;
  const limits = [server.headersTimeout, server.requestTimeout, server.keepAliveTimeout, server.timeout];
  [server.headersTimeout, server.requestTimeout] = [SOON_MS, SOON_MS];
  await using stack = new AsyncDisposableStack();
  const sockets = Array.from({ length: 300 }, () => connect((server.address() as AddressInfo).port));
  for (const socket of sockets) stack.defer(() => void socket.destroy());
  sockets.forEach(sendHalf);
  await Promise.all(sockets.map((socket) => once(socket, 'connect')));

  await waitFor(() => sockets.every(({ closed }) => closed), {
    what: 'all of them to be closed',
    timeoutMs: 20_000,
  });

  const inSeconds = limits.map((limit) => limit / 1_000);
  expect(inSeconds).toEqual([10, 30, 20, 300]);
  expect(server.maxConnections).toBe(500);
});

function sendHalf(socket: Socket, index: number): void {
  socket.on('error', () => undefined).resume();
  socket.write(HALVES[index % HALVES.length] ?? '');
}
