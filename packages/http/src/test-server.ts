import type { IncomingHttpHeaders } from 'node:http';
import fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import { createHttpClient, type HttpClient, type HttpClientOptions } from './http-client.ts';
import { createRateBudget } from './rate-budget.ts';
import type { HttpObservation } from './requester.ts';

export const TOKEN = 'sekret-token-0123456789';

type Script = (reply: FastifyReply, nth: number) => unknown;
type Seen = { readonly method: string; readonly url: string; readonly headers: IncomingHttpHeaders };

export type Https = { readonly key: string; readonly cert: string };

export type TestServer = AsyncDisposable & {
  readonly url: string;
  readonly requests: readonly Seen[];
  readonly observations: readonly HttpObservation[];
  client(options?: Partial<HttpClientOptions>): HttpClient;
};

/** Starts a server that answers every request by the script, with clients for it. `nth` counts requests from 1. */
export async function openTestServer(script: Script, https: Https | null = null): Promise<TestServer> {
  const app: FastifyInstance = fastify({ bodyLimit: 1024, forceCloseConnections: true, https });
  const requests: Seen[] = [];
  const observations: HttpObservation[] = [];
  const clients: HttpClient[] = [];
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.all('/*', (request, reply) => {
    requests.push({ method: request.method, url: request.url, headers: request.headers });
    return script(reply, requests.length);
  });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  return {
    url,
    requests,
    observations,
    client: (options = {}) => {
      const client = createHttpClient({
        side: 'target',
        baseUrl: url,
        headers: () => ({ authorization: `Bearer ${TOKEN}` }),
        budget: createRateBudget({ redis: null, key: 'test', maxRps: 0 }),
        concurrency: 4,
        timeoutMs: 2_000,
        onCall: (observation) => observations.push(observation),
        retry: { baseMs: 5, capMs: 20 },
        ...options,
      });
      clients.push(client);
      return client;
    },
    [Symbol.asyncDispose]: async () => {
      for (const client of clients) client.close();
      await app.close();
    },
  };
}
