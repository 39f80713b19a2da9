import { expect, test } from 'vitest';
import { readRedisAddress } from './redis-address.ts';

test.each(['redis://127.0.0.1:6379', 'rediss://user:p%40ss@redis.example:6380/2'])(
  '%s is a Redis by itself',
  (url) => {
    expect(readRedisAddress(url)).toEqual({ kind: 'server', url });
  },
);

test('sentinels are named with the primary that they watch, and the password of Redis', () => {
  const address = readRedisAddress('rediss-sentinel://me:p%40ss@one:5001,two,[::1]:5003/main/3');

  expect(address).toEqual({
    kind: 'sentinel',
    sentinels: [
      { host: 'one', port: 5001 },
      { host: 'two', port: 26_379 },
      { host: '::1', port: 5003 },
    ],
    name: 'main',
    username: 'me',
    password: 'p@ss',
    database: 3,
    isEncrypted: true,
  });
});

test('a password without a user is one', () => {
  expect(readRedisAddress('redis-sentinel://:secret@one/main')).toMatchObject({
    username: null,
    password: 'secret',
    database: 0,
  });
});

test.each([
  ['http://one:6379', 'redis://'],
  ['nonsense', 'redis://'],
  ['redis-sentinel://one:26379', 'name-of-the-primary'],
  ['redis-sentinel://one:port/main', 'name-of-the-primary'],
  ['redis-sentinel://one,,two/main', 'name-of-the-primary'],
  ['redis-cluster://one:7000,two:7000', 'Redis Cluster'],
])('%s is refused, with what is taken', (url, words) => {
  expect(readRedisAddress(url)).toEqual({ kind: 'fault', words: expect.stringContaining(words) });
});
