import { randomUUID } from 'node:crypto';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { generate } from 'selfsigned';
import { expect, test } from 'vitest';
import { z } from 'zod';
import type { HttpClient } from './http-client.ts';
import type { Network } from './network.ts';
import type { Proxies } from './proxies.ts';
import { openTestProxy } from './test-proxy.ts';
import { openTestServer } from './test-server.ts';

/** This name does not resolve here; only the proxy resolves it. */
const API = 'api.example.test';
const STRANGER = 'files.example.test';

const Thing = z.looseObject({ id: z.number() });
const get = (client: HttpClient) => client.json('GET', '/things/1', { route: '/things/{id}', schema: Thing });
const portOf = (url: string): number => Number(new URL(url).port);

const through = (url: string, bypass = ''): Proxies => {
  const address = url.replace('://', '://someone:hidden-word@');
  return { http: address, https: address, bypass };
};

async function certify(...names: readonly string[]) {
  // Of two trusted certificates with the same subject only one is tried.
  const subject = [{ name: 'commonName', value: randomUUID() }];
  const { private: key, cert } = await generate(subject, {
    extensions: [{ name: 'subjectAltName', altNames: names.map((value) => ({ type: 2 as const, value })) }],
  });
  setDefaultCACertificates([...getCACertificates('default'), cert]);
  return { key, cert };
}

test('an https API is asked through the proxy, which resolves its name and is told who asks', async () => {
  await using api = await openTestServer((reply) => reply.send({ id: 7 }), await certify(API));
  await using proxy = await openTestProxy({ port: portOf(api.url) });
  const client = api.client({ baseUrl: `https://${API}/v2`, proxies: through(proxy.url) });

  const things = [await get(client), await get(client)];

  expect(things).toEqual([{ id: 7 }, { id: 7 }]);
  expect(proxy.asked).toEqual([
    { line: `CONNECT ${API}:443`, credentials: `Basic ${btoa('someone:hidden-word')}` },
  ]);
  expect(api.requests.map(({ url, headers }) => [url, headers['proxy-authorization']])).toEqual([
    ['/v2/things/1', undefined],
    ['/v2/things/1', undefined],
  ]);
});

test('an http API is asked through the proxy with its whole address', async () => {
  await using api = await openTestServer((reply) => reply.send({ id: 7 }));
  await using proxy = await openTestProxy({ port: portOf(api.url) });

  const thing = await get(api.client({ baseUrl: `http://${API}`, proxies: through(proxy.url) }));

  expect(thing).toEqual({ id: 7 });
  expect(proxy.asked).toMatchObject([{ line: `GET http://${API}/things/1` }]);
});

test('this machine is asked directly, and so is what is excepted', async () => {
  await using api = await openTestServer((reply) => reply.send({ id: 7 }));
  await using proxy = await openTestProxy({ port: portOf(api.url) });
  const excepted = api.client({
    baseUrl: `http://${API}`,
    proxies: through(proxy.url, 'other.test, .example.test'),
    retry: { attempts: 1 },
  });

  const thing = await get(api.client({ proxies: through(proxy.url) }));
  const failure = await get(excepted).catch((reason: unknown) => reason);

  expect(thing).toEqual({ id: 7 });
  expect(failure).toMatchObject({ code: 'unreachable', cause: { message: expect.stringContaining(API) } });
  expect(proxy.asked).toEqual([]);
});

test.each([
  ['https', 407],
  ['https', 503],
  ['http', 407],
])(
  'over %s a proxy that answers %i has sent nothing on, and its credentials are told to nobody',
  async (scheme, refusal) => {
    await using api = await openTestServer((reply) => reply.send({ id: 7 }));
    await using proxy = await openTestProxy({ port: portOf(api.url), refusal });
    const client = api.client({
      baseUrl: `${scheme}://${API}`,
      proxies: through(proxy.url),
      retry: { attempts: 1 },
    });

    const error = await client
      .json('POST', '/things', { route: '/things', schema: Thing, body: {} })
      .catch((reason: unknown) => reason);

    expect(error).toMatchObject({ code: 'unreachable', recovery: 'retry' });
    expect(String(error)).toContain(String(refusal));
    expect(`${String(error)}${JSON.stringify(error)}${String((error as Error).cause)}`).not.toContain(
      'hidden-word',
    );
  },
);

/** Name resolution as behind a proxy: internal names resolve, all others do not. */
const inside = (known: Readonly<Record<string, string>>): Network => ({
  resolve: async (hostname) => {
    const address = known[hostname];
    if (address === undefined) throw Object.assign(new Error('unknown'), { code: 'ENOTFOUND' });
    return [{ address, family: 4 }];
  },
  isPublic: (address) => !address.startsWith('10.'),
});

test('a redirect to a name that only the proxy resolves is followed through it, without our credentials', async () => {
  await using server = await openTestServer(
    (reply, nth) =>
      nth === 1 ? reply.redirect(`https://${STRANGER}/file?signature=1`, 302) : reply.send({ id: 8 }),
    await certify(API, STRANGER),
  );
  await using proxy = await openTestProxy({ port: portOf(server.url) });
  const options = { baseUrl: `https://${API}`, proxies: through(proxy.url), network: inside({}) };

  const thing = await get(server.client(options));

  expect(thing).toEqual({ id: 8 });
  expect(proxy.asked.map(({ line }) => line)).toEqual([`CONNECT ${API}:443`, `CONNECT ${STRANGER}:443`]);
  expect(server.requests[1]?.headers).not.toHaveProperty('authorization');
});

test.each([
  ['resolves to a private address here', STRANGER, { [STRANGER]: '10.0.0.5' }],
  ['is a private address', '10.0.0.5', { '10.0.0.5': '10.0.0.5' }],
  ['is of an inner domain', 'vault.internal', {}],
  ['is a single word', 'vault', {}],
])('a redirect to a name that %s goes to no proxy', async (_what, host, known) => {
  await using server = await openTestServer(
    (reply) => reply.redirect(`https://${host}/file`, 302),
    await certify(API),
  );
  await using proxy = await openTestProxy({ port: portOf(server.url) });
  const options = {
    baseUrl: `https://${API}`,
    proxies: through(proxy.url),
    network: inside(known),
    retry: { attempts: 1 },
  };

  const error = await get(server.client(options)).catch((reason: unknown) => reason);

  expect(error).toBeInstanceOf(Error);
  expect(proxy.asked.map(({ line }) => line)).toEqual([`CONNECT ${API}:443`]);
});
