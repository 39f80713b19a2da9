import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import got, { type Got } from 'got';

export type Transport = { readonly got: Got; readonly close: () => void };

/**
 * got with kept-alive connections and no policy of its own: no retries, no errors for statuses. It follows redirects of reads only, and drops
 * the authorization on the way to another origin.
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
      headers: { 'user-agent': 'z2q' },
    }),
    close: () => {
      agents.http.destroy();
      agents.https.destroy();
    },
  };
}
