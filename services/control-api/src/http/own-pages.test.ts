import { afterAll, expect, test } from 'vitest';
import { openTestApi } from '../open-test-api.ts';

const api = await openTestApi();
afterAll(() => api[Symbol.asyncDispose]());

const LOADED = /<(?:link|script|img|iframe)\b[^>]*?\b(?:href|src)="([^"]+)"/g;
const FOREIGN = /(?:(?:href|src)=["']?|url\(["']?|@import\s+["']?)(?:https?:)?\/\/[^\s"')]+/g;

test.for([
  { page: '/queues', base: 'http://z2q/queues/', least: 5 },
  { page: '/docs/', base: 'http://z2q/docs/', least: 5 },
])('$page and what it loads name no other host', async ({ page, base, least }) => {
  const html = await api.call('GET', page);
  const loaded = [...html.body.matchAll(LOADED)].map(([, url = '']) => new URL(url, base));
  const parts = await Promise.all(loaded.map((url) => api.call('GET', url.pathname)));

  expect(loaded.length).toBeGreaterThanOrEqual(least);
  expect(loaded.filter(({ host }) => host !== 'z2q')).toEqual([]);
  expect(parts.map(({ statusCode }) => statusCode)).toEqual(parts.map(() => 200));
  const styles = parts.filter(({ headers }) => String(headers['content-type']).startsWith('text/css'));
  expect(styles.length).toBeGreaterThan(0);
  for (const { body } of [html, ...styles]) expect(body.match(FOREIGN)).toBeNull();
});

test.for(['/queues', '/docs/', '/', '/v1/migrations', '/healthz', '/nowhere'])(
  '%s lets a browser load nothing from elsewhere and frame nothing, also where it is refused',
  async (url) => {
    const answers = await Promise.all([api.call('GET', url), api.app.inject({ method: 'GET', url })]);

    for (const { headers } of answers) {
      expect(headers['content-security-policy']).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
      expect(headers['content-security-policy']).not.toMatch(/https?:|\*|script-src[^;]*unsafe/);
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
      });
      expect(headers).not.toHaveProperty('strict-transport-security');
    }
  },
);
