import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import got, { type BeforeRedirectHook, type Got } from 'got';
import { MAX_ERROR_BYTES } from './answer-limits.ts';
import { guardRedirects } from './guard-redirects.ts';
import type { Network } from './network.ts';
import { type Proxies, toAgentProxies } from './proxies.ts';

export type Transport = { readonly got: Got; readonly close: () => void };

export type TransportOptions = {
  readonly baseUrl: string;
  readonly concurrency: number;
  readonly network: Network;
  readonly proxies: Proxies;
};

/**
 * got with kept-alive connections, but without retries and errors for statuses. It follows redirects only of reads and
 * only where `guardRedirects` allows it, and sends only harmless headers to another origin.
 */
export function createTransport({ baseUrl, concurrency, network, proxies }: TransportOptions): Transport {
  const settings = {
    keepAlive: true,
    maxSockets: concurrency,
    maxFreeSockets: concurrency,
    ...toAgentProxies(proxies),
  };
  const agents = { http: new HttpAgent(settings), https: new HttpsAgent(settings) };
  return {
    got: got.extend({
      agent: agents,
      retry: { limit: 0 },
      throwHttpErrors: false,
      followRedirect: (response) => response.request.options.method === 'GET',
      maxRedirects: 3,
      hooks: {
        beforeRedirect: [
          readNoFurther,
          guardRedirects(baseUrl, network, proxies.https !== null),
          keepHeadersFromOtherHosts,
        ],
      },
      headers: { 'user-agent': 'z2q' },
    }),
    close: () => {
      agents.http.destroy();
      agents.https.destroy();
    },
  };
}

/** got reads the body of a redirect to its end, to reuse the connection. This stops it at a limit. */
const readNoFurther: BeforeRedirectHook = (_next, response) => {
  let size = 0;
  response.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > MAX_ERROR_BYTES) response.destroy();
  });
};

const FOR_ANYBODY: ReadonlySet<string> = new Set(['accept', 'user-agent']);

/** A custom header may be a credential too, such as an API key or a user name. */
const keepHeadersFromOtherHosts: BeforeRedirectHook = (next, { url }) => {
  if (new URL(next.url ?? url).origin === new URL(url).origin) return;
  for (const name of Object.keys(next.headers)) {
    if (!FOR_ANYBODY.has(name)) delete next.headers[name];
  }
};
