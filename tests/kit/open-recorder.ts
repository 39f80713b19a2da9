import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Answered = { readonly url: URL; readonly body: unknown };

export type Recorder = AsyncDisposable & {
  /** To be used in place of the stand-in's own URL. */
  readonly baseUrl: string;
  /** The last JSON answer for each address, in the order of the first requests. */
  readonly answers: ReadonlyMap<string, Answered>;
};

/** A proxy before a stand-in, which records answers and may change them. */
export async function openRecorder(
  baseUrl: string,
  rewrite: (answered: Answered) => unknown = ({ body }) => body,
): Promise<Recorder> {
  const answers = new Map<string, Answered>();
  const { origin, pathname } = new URL(baseUrl);
  const pass = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(`${origin}${request.url ?? ''}`);
    const { authorization = '' } = request.headers;
    const answer = await fetch(url, { headers: { authorization } });
    const type = answer.headers.get('content-type') ?? '';
    response.writeHead(answer.status, { 'content-type': type });
    if (!answer.ok || !type.includes('json'))
      return void response.end(Buffer.from(await answer.arrayBuffer()));
    const body = rewrite({ url, body: await answer.json() });
    answers.set(url.href, { url, body });
    response.end(JSON.stringify(body));
  };
  const server = createServer((request, response) => {
    pass(request, response).catch((error) => response.destroy(error));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}${pathname}`,
    answers,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
