import { afterAll, expect, test } from 'vitest';
import { openTestApi, TEST_TOKEN } from '../open-test-api.ts';

const api = await openTestApi();
afterAll(() => api[Symbol.asyncDispose]());

const basic = (password: string) => `Basic ${Buffer.from(`anybody:${password}`).toString('base64')}`;
const get = (url: string, authorization?: string) =>
  api.app.inject({ method: 'GET', url, headers: authorization === undefined ? {} : { authorization } });

test.for(['/healthz', '/readyz'])('%s needs no token', async (url) => {
  expect((await get(url)).json()).toEqual({ status: 'ok' });
});

test.for(['/v1/migrations', '/v1/workers', '/metrics', '/nowhere', '/docs/json', '/docs', '/queues', '/'])(
  '%s is closed to whoever shows no token or a wrong one',
  async (url) => {
    const answers = await Promise.all([
      get(url),
      get(url, 'Bearer wrong'),
      get(url, basic('wrong')),
      get(url, 'x'),
    ]);

    for (const answer of answers) {
      expect(answer.statusCode).toBe(401);
      expect(answer.json()).toMatchObject({ code: 'unauthorized' });
      expect(answer.headers['www-authenticate']).toMatch(/^(Bearer|Basic) realm="z2q"/);
    }
  },
);

test('pages for a browser take the token as a password, calls do not', async () => {
  const pages = await Promise.all(
    ['/queues', '/queues/api/queues', '/docs', '/'].map((url) => get(url, basic(TEST_TOKEN))),
  );
  const call = await get('/v1/migrations', basic(TEST_TOKEN));

  expect(pages.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 302]);
  expect(call.statusCode).toBe(401);
});

test('a path that only begins like a page is not one', async () => {
  const answer = await get('/queuesx', basic(TEST_TOKEN));

  expect(answer.statusCode).toBe(401);
});
