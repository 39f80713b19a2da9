import { afterAll, expect, test } from 'vitest';
import { openTestApi, TEST_TOKEN } from '../open-test-api.ts';

const api = await openTestApi();
afterAll(() => api[Symbol.asyncDispose]());

const basic = (password: string) => `Basic ${Buffer.from(`anybody:${password}`).toString('base64')}`;
const get = (url: string, authorization?: string, remoteAddress = '127.0.0.1', accept = '*/*') =>
  api.app.inject({
    method: 'GET',
    url,
    remoteAddress,
    headers: { accept, ...(authorization === undefined ? {} : { authorization }) },
  });
let callers = 0;
const aNewAddress = (): string => {
  callers += 1;
  return `192.0.2.${callers}`;
};

test.for(['/healthz', '/readyz'])('%s needs no token', async (url) => {
  expect((await get(url)).json()).toEqual({ status: 'ok' });
});

test.for(['/', '/assets/nothing.js'])(
  '%s, which is the same for everybody, asks for no token',
  async (url) => {
    expect((await get(url)).statusCode).not.toBe(401);
  },
);

test.for(['/v1/migrations', '/v1/workers', '/metrics', '/nowhere', '/docs/json', '/docs', '/queues', '//'])(
  '%s is closed to whoever shows no token or a wrong one',
  async (url) => {
    const answers = await Promise.all([
      get(url),
      get(url, 'Bearer wrong', aNewAddress()),
      get(url, basic('wrong'), aNewAddress()),
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
    ['/queues', '/queues/api/queues', '/docs'].map((url) => get(url, basic(TEST_TOKEN))),
  );
  const call = await get('/v1/migrations', basic(TEST_TOKEN));

  expect(pages.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200]);
  expect(call.statusCode).toBe(401);
});

test('a browser opens a report by its form, and a program is asked for the header', async () => {
  const report = '/v1/runs/00000000-0000-4000-8000-000000000000/report';

  const inBrowser = await get(report, undefined, aNewAddress(), 'text/html,*/*;q=0.8');
  const inProgram = await get(report, undefined, aNewAddress());
  const loggedIn = await get(report, basic(TEST_TOKEN));
  const wrong = await get(report, basic('wrong'), aNewAddress(), 'text/html');
  const elsewhere = await get(
    report.replace('report', 'failures'),
    basic(TEST_TOKEN),
    undefined,
    'text/html',
  );

  expect(inBrowser.headers['www-authenticate']).toMatch(/^Basic /);
  expect(inProgram.headers['www-authenticate']).toMatch(/^Bearer /);
  expect(loggedIn.json()).toMatchObject({ code: 'run_not_found' });
  expect(wrong.headers['www-authenticate']).toMatch(/^Basic /);
  expect([inBrowser, inProgram, wrong, elsewhere].map(({ statusCode }) => statusCode)).toEqual([
    401, 401, 401, 401,
  ]);
});

test('a path that only begins like a page is not one', async () => {
  const answer = await get('/queuesx', basic(TEST_TOKEN));

  expect(answer.statusCode).toBe(401);
});

test('wrong tokens are slowed for the address they come from, and a right one is let in all the same', async () => {
  const [guesser, other] = [aNewAddress(), aNewAddress()];

  const guesses = await Promise.all(
    Array.from({ length: 30 }, (_, guess) => get('/v1/migrations', `Bearer guess-${guess}`, guesser)),
  );
  const right = await get('/v1/migrations', `Bearer ${TEST_TOKEN}`, guesser);
  const elsewhere = await get('/v1/migrations', 'Bearer wrong', other);
  const withoutAny = await get('/queues', undefined, guesser);

  const refused = guesses.filter(({ statusCode }) => statusCode === 429);
  expect(guesses.filter(({ statusCode }) => statusCode === 401)).toHaveLength(10);
  expect(refused).toHaveLength(20);
  expect(refused[0]?.json()).toMatchObject({ code: 'too_many_wrong_tokens' });
  expect(Number(refused[0]?.headers['retry-after'])).toBeGreaterThan(0);
  expect([right.statusCode, elsewhere.statusCode, withoutAny.statusCode]).toEqual([200, 401, 401]);
});
