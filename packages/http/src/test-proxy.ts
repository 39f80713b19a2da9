import { createServer, request, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';

export type TestProxy = AsyncDisposable & {
  readonly url: string;
  /** Requests received, as `CONNECT host:port` or `GET http://host/path`, with their credentials. */
  readonly asked: readonly { readonly line: string; readonly credentials: string | undefined }[];
};

/** Starts a forward proxy that sends every name to the server at `port`, or answers `refusal`. */
export async function openTestProxy({
  port,
  refusal,
}: {
  readonly port: number;
  readonly refusal?: number;
}): Promise<TestProxy> {
  const asked: { line: string; credentials: string | undefined }[] = [];
  const sockets = new Set<Socket>();
  const server: Server = createServer((inbound, outbound) => {
    asked.push({
      line: `${inbound.method} ${inbound.url}`,
      credentials: inbound.headers['proxy-authorization'],
    });
    if (refusal !== undefined) return void outbound.writeHead(refusal).end();
    const { pathname, search } = new URL(inbound.url ?? '');
    const onward = request(
      { host: '127.0.0.1', port, path: pathname + search, method: inbound.method, headers: inbound.headers },
      (answer) => void answer.pipe(outbound.writeHead(answer.statusCode ?? 502, answer.headers)),
    );
    inbound.pipe(onward);
  });
  server.on('connection', (socket) => sockets.add(socket.on('error', () => socket.destroy())));
  server.on('connect', (inbound, socket: Socket) => {
    asked.push({ line: `CONNECT ${inbound.url}`, credentials: inbound.headers['proxy-authorization'] });
    if (refusal !== undefined) return void socket.end(`HTTP/1.1 ${refusal} No\r\n\r\n`);
    const onward = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      socket.pipe(onward).pipe(socket);
    });
    onward.on('error', () => socket.destroy());
    socket.on('close', () => onward.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port: own } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${own}`,
    asked,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
