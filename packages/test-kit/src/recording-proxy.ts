import { createServer, request as forward, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

export type RecordedRequest = {
  readonly method: string;
  /** Path with query. */
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  /** Parsed if it is JSON, otherwise the bytes; undefined without a body. */
  readonly body: unknown;
};

export type RecordingProxy = AsyncDisposable & {
  readonly url: string;
  readonly requests: readonly RecordedRequest[];
};

/** A proxy to the server at `target` that records what the client sends. */
export async function openRecordingProxy(target: string): Promise<RecordingProxy> {
  const requests: RecordedRequest[] = [];
  const server = createServer((incoming, outgoing) => void pass(incoming, outgoing, target, requests));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function pass(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  target: string,
  requests: RecordedRequest[],
): Promise<void> {
  const { method = 'GET', url: path = '/', headers } = incoming;
  const bytes = await buffer(incoming);
  requests.push({ method, path, headers, body: toBody(headers['content-type'], bytes) });
  const onward = forward(
    new URL(path, target),
    { method, headers: { ...headers, connection: 'close' } },
    (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.on('error', () => outgoing.destroy());
      answer.pipe(outgoing);
    },
  );
  onward.on('error', () => outgoing.destroy());
  onward.end(bytes);
}

function toBody(contentType: string | undefined, bytes: Buffer): unknown {
  if (bytes.length === 0) return undefined;
  return contentType?.startsWith('application/json') ? JSON.parse(bytes.toString('utf8')) : bytes;
}
