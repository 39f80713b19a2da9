import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { TargetWorkerConfig } from './config.ts';
import { readConfig } from './read-config.ts';

const QTEST = { QTEST_BASE_URL: 'https://example.qtestnet.com', QTEST_TOKEN: 'token' };
const proxiesOf = (env: Readonly<Record<string, string>>) =>
  readConfig(TargetWorkerConfig, { ...QTEST, ...env }).qtest.proxies.reveal();

test.each([
  [{}, { http: null, https: null, bypass: '' }],
  [{ HTTPS_PROXY: '' }, { http: null, https: null, bypass: '' }],
  [
    { HTTP_PROXY: 'http://proxy:1', HTTPS_PROXY: 'proxy:3128', NO_PROXY: '.corp' },
    { http: 'http://proxy:1', https: 'http://proxy:3128', bypass: '.corp' },
  ],
  [
    { https_proxy: 'https://a:b@small:3128', HTTPS_PROXY: 'http://capital:3128', no_proxy: '.corp' },
    { http: null, https: 'https://a:b@small:3128', bypass: '.corp' },
  ],
])('%j says by what requests leave', (env, expected) => {
  expect(proxiesOf(env)).toEqual(expected);
});

test.each(['socks5://a:hidden@proxy:1080', 'http://a:hidden@proxy:99999', 'http://'])(
  '%s is refused without being repeated',
  (url) => {
    const read = () => proxiesOf({ https_proxy: url });

    expect(read).toThrow(/https_proxy: must be the http or https URL of a proxy/);
    expect(read).not.toThrow(/hidden/);
  },
);

test('the password of a proxy is shown nowhere', () => {
  const config = readConfig(TargetWorkerConfig, { ...QTEST, HTTPS_PROXY: 'http://a:hidden@proxy:3128' });

  expect(inspect(config, { depth: 10 }) + JSON.stringify(config)).not.toContain('hidden');
});
