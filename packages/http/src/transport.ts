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
 * got with kept-alive connections and no policy of its own: no retries, no errors for statuses. It follows redirects of reads only, where
 * `guardRedirects` lets it, and takes no header of ours to another origin but those that say nothing.
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
          keepHeadersFromStrangers,
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

/** got lets the body of a redirect run out, so that its connection can be used again. */
const readNoFurther: BeforeRedirectHook = (_next, response) => {
  let size = 0;
  response.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > MAX_ERROR_BYTES) response.destroy();
  });
};

const FOR_ANYBODY: ReadonlySet<string> = new Set(['accept', 'user-agent']);

/** A custom header may be a credential too: an API key, or a name to go with one. */
const keepHeadersFromStrangers: BeforeRedirectHook = (next, { url }) => {
  if (new URL(next.url ?? url).origin === new URL(url).origin) return;
  for (const name of Object.keys(next.headers)) {
    if (!FOR_ANYBODY.has(name)) delete next.headers[name];
  }
};
