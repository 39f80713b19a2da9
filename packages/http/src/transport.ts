import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import got, { type BeforeRedirectHook, type Got } from 'got';

export type Transport = { readonly got: Got; readonly close: () => void };

/**
 * got with kept-alive connections and no policy of its own: no retries, no errors for statuses. It follows redirects of reads only, and
 * takes no header of ours to another origin but those that say nothing.
 */
export function createTransport(concurrency: number): Transport {
  const settings = { keepAlive: true, maxSockets: concurrency, maxFreeSockets: concurrency };
  const agents = { http: new HttpAgent(settings), https: new HttpsAgent(settings) };
  return {
    got: got.extend({
      agent: agents,
      retry: { limit: 0 },
      throwHttpErrors: false,
      followRedirect: (response) => response.request.options.method === 'GET',
      maxRedirects: 3,
      hooks: { beforeRedirect: [keepHeadersFromStrangers] },
      headers: { 'user-agent': 'z2q' },
    }),
    close: () => {
      agents.http.destroy();
      agents.https.destroy();
    },
  };
}

const FOR_ANYBODY: ReadonlySet<string> = new Set(['accept', 'user-agent']);

/** A custom header may be a credential too: an API key, or a name to go with one. */
const keepHeadersFromStrangers: BeforeRedirectHook = (next, { url }) => {
  if (new URL(next.url ?? url).origin === new URL(url).origin) return;
  for (const name of Object.keys(next.headers)) {
    if (!FOR_ANYBODY.has(name)) delete next.headers[name];
  }
};
