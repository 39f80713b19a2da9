import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { generate } from 'selfsigned';
import { expect, test } from 'vitest';
import { z } from 'zod';
import type { HttpClient } from './http-client.ts';
import type { Network } from './network.ts';
import { openTestServer, TOKEN } from './test-server.ts';

const Thing = z.looseObject({ id: z.number() });
const get = (client: HttpClient) =>
  client.json('GET', '/things/1', {
    route: '/things/{id}',
    schema: Thing,
    headers: { 'x-tenant': 'ours' },
  });
const headers = () => ({ authorization: `Bearer ${TOKEN}`, 'x-api-key': TOKEN });

const STRANGER = 'files.example';
/** Address of the test server, which is another one than that of the foreign host. */
const BASE_ADDRESS = '203.0.113.1';

/** Resolves the foreign host: one list of addresses for each time it is asked for. */
function networkOf(...answers: readonly (readonly string[])[]): Network & { readonly asked: () => number } {
  let asked = 0;
  const resolve = async (hostname: string) => {
    const addresses = hostname === STRANGER ? (answers[asked++] ?? []) : [BASE_ADDRESS];
    return addresses.map((address) => ({ address, family: 4 }));
  };
  return { resolve, isPublic: (address) => !address.startsWith('10.'), asked: () => asked };
}

test('within the host and port a redirect is followed with all that was sent', async () => {
  await using server = await openTestServer((reply, nth) =>
    nth === 1 ? reply.redirect('/moved', 302) : reply.send({ id: 8 }),
  );

  const thing = await get(server.client({ headers }));

  expect(thing).toEqual({ id: 8 });
  expect(server.requests[1]).toMatchObject({ url: '/moved', headers: { 'x-api-key': TOKEN } });
});

test('over https to a public address it is followed without credentials, to the very address that was looked at', async () => {
  const { private: key, cert } = await generate([{ name: 'commonName', value: STRANGER }], {
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: STRANGER }] }],
  });
  setDefaultCACertificates([...getCACertificates('default'), cert]);
  await using stranger = await openTestServer((reply) => reply.send({ id: 8 }), { key, cert });
  const { port } = new URL(stranger.url);
  await using server = await openTestServer((reply) =>
    reply.redirect(`https://${STRANGER}:${port}/file?signature=1`, 302),
  );
  const network = networkOf(['127.0.0.1'], ['10.0.0.5']);

  const thing = await get(server.client({ headers, network }));

  expect(thing).toEqual({ id: 8 });
  expect(network.asked()).toBe(1);
  expect(stranger.requests.map((request) => Object.keys(request.headers).toSorted())).toEqual([
    ['accept', 'accept-encoding', 'connection', 'host', 'user-agent'],
  ]);
});

test.each([
  'http://203.0.114.5/',
  'https://127.0.0.1:8443/',
  'https://localhost/',
  'https://10.0.0.5/',
  'https://172.16.0.1/',
  'https://192.168.1.1/',
  'https://169.254.169.254/latest/meta-data',
  'https://100.64.0.1/',
  'https://0.0.0.0/',
  'https://2130706433/',
  'https://0x7f.1/',
  'https://0177.0.0.1/',
  'https://[::1]/',
  'https://[::]/',
  'https://[::ffff:10.0.0.5]/',
  'https://[64:ff9b::a00:5]/',
  'https://[2002:a00:5::]/',
  'https://[fd00::1]/',
  'https://[fe80::1]/',
  'ftp://203.0.114.5/',
  'https://[fd00::/',
  'file:///etc/passwd',
])('a redirect to %s is refused at once, for an answer and for a file', async (location) => {
  await using server = await openTestServer((reply) => reply.redirect(`${location}?signature=sig`, 302));
  const client = server.client({ headers });

  const calls = [get(client), client.download('/files/1', { route: '/files/{id}' })];
  const errors = await Promise.all(calls.map((call) => call.catch((reason: unknown) => reason)));

  for (const error of errors) {
    expect(error).toMatchObject({ code: 'redirect_refused', recovery: 'give-up' });
    expect(String(error)).toContain('QTEST_BASE_URL');
    expect(String(error)).not.toContain('sig');
  }
  expect(server.requests).toHaveLength(2);
});

test.each([
  ['one of its addresses is private', [['203.0.114.5', '10.0.0.5']], 'https://files.example/', '10.0.0.5'],
  ['it is the configured host by another name', [[BASE_ADDRESS]], 'https://files.example:8443/', 'port'],
])('a redirect to a name is refused when %s', async (_why, answers, location, said) => {
  await using server = await openTestServer((reply) => reply.redirect(location, 302));

  const error = await get(server.client({ network: networkOf(...answers) })).catch(
    (reason: unknown) => reason,
  );

  expect(error).toMatchObject({ code: 'redirect_refused', recovery: 'give-up' });
  expect(String(error)).toContain(said);
});

test('a write that is answered by a redirect leads nowhere, and may have been applied all the same', async () => {
  await using server = await openTestServer((reply) => reply.redirect('/things/8', 303));

  const error = await server
    .client({ headers })
    .json('POST', '/things', { route: '/things', schema: Thing, body: {} })
    .catch((reason: unknown) => reason);

  expect(error).toMatchObject({ code: 'bad_answer', recovery: 'in-doubt' });
  expect(server.requests).toHaveLength(1);
});

test('redirects without an end are refused', async () => {
  await using server = await openTestServer((reply) => reply.redirect('/again', 302));

  const error = await get(server.client()).catch((reason: unknown) => reason);

  expect(error).toMatchObject({ code: 'redirect_refused' });
  expect(server.requests).toHaveLength(4);
});
